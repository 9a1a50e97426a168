import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runSupervised } from './supervised.mjs'

const advice = [
  [/EUSAGE|in sync/, 'package.json and package-lock.json disagree: run `npm install` and commit the lock file.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/,
    'The package registry was not reached: check the network and proxy settings, then run this again.',
  ],
  [/EACCES|EPERM|EROFS/, 'npm may not write here: make this folder and ~/.npm belong to you, then run this again.'],
  [/ENOSPC/, 'The disk is full: about 600 MB are needed.'],
  [/EINTEGRITY/, 'A download was damaged: run `npm cache verify`, then run this again.'],
]

/** Makes the checkout ready to run; answers the exit code, 0 if it is ready. Says something only if there was work. */
export async function makeReady({ root, ownNode }) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const stampFile = join(root, 'node_modules', '.stancewire-setup')
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`
  if (existsSync(ownNode) && readOrEmpty(stampFile) === stamp) return 0
  if (existsSync(ownNode) && isInstalled(root, JSON.parse(lock))) {
    writeFileSync(stampFile, stamp)
    return 0
  }
  const code = await installAll(root)
  if (code !== 0) return code
  if (!runsItsNode(ownNode)) return 1
  writeFileSync(stampFile, stamp)
  return 0
}

/** Whether somebody's own `npm ci` or `npm install` already put there what the lock file names. */
function isInstalled(root, lock) {
  const found = readOrEmpty(join(root, 'node_modules', '.package-lock.json'))
  if (found === '') return false
  const { packages } = JSON.parse(found)
  return Object.entries(lock.packages).every(([path, { version, optional }]) => {
    if (path === '' || (packages[path] === undefined && optional)) return true
    return packages[path] !== undefined && packages[path].version === version
  })
}

async function installAll(root) {
  console.error('Installing dependencies with `npm ci`; usually well under a minute ...')
  const startedAt = Date.now()
  let said = ''
  const install = runSupervised('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    env: cleanEnvironment(root),
    hasChannel: false,
    patienceMs: 3_000,
    output: (chunk) => {
      said = (said + chunk).slice(-20_000)
    },
  })
  const code = await install.ended.catch((error) => {
    said = error.code === 'ENOENT' ? 'npm is not on the PATH; it comes with Node.' : String(error)
    return 1
  })
  if (code === 0) {
    console.error(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
    return 0
  }
  if (install.wasAsked()) return code
  const hint = advice.find(([sign]) => sign.test(said))?.[1] ?? 'Mend what it complains about, then run this again.'
  console.error(`${said.trim()}\n\nThe installation failed (npm ci, exit code ${code}). ${hint}`)
  return code
}

function runsItsNode(ownNode) {
  const { stdout, error } = spawnSync(ownNode, ['--version'], { encoding: 'utf8' })
  if (error === undefined && stdout.startsWith('v')) return true
  console.error(
    'npm installed everything but the Node that Stancewire brings, probably because install scripts are off here.\n' +
      'Run: npm rebuild node --ignore-scripts=false',
  )
  return false
}

/** The PATH of npm scripts: the checkout's own programs first. */
export function programPath(root) {
  return [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
}

/**
 * The environment as it was before an npm around us added to it. The outer npm's settings (a workspace, a prefix,
 * omitted dependencies) would misdirect the inner one, and its PATH leads to programs that are being replaced; where
 * packages come from stays.
 */
export function cleanEnvironment(root) {
  const kept =
    /^npm_config_(?:registry|userconfig|globalconfig|cache|proxy|https_proxy|noproxy|cafile|strict_ssl|@|\/\/)/i
  const isOurs = ([name]) => !/^npm_/i.test(name) && !['NODE_ENV', 'NODE_OPTIONS', 'INIT_CWD'].includes(name)
  const entries = Object.entries(process.env).filter((entry) => isOurs(entry) || kept.test(entry[0]))
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(join(root, 'node_modules')))
  return { ...Object.fromEntries(entries), PATH: path.join(delimiter) }
}

/** What a file holds; nothing where there is none. */
export function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
