import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cleanEnvironment, programPath, readOrEmpty } from './install.mjs'
import { runSupervised } from './supervised.mjs'

/** Builds the dashboard's page where what it is made from has changed; answers the exit code, 0 if it is there. Says something only if there was work. */
export async function buildPage({ root, ownNode }) {
  const folder = join(root, 'packages', 'dashboard')
  // A part of a checkout may be without it.
  if (!existsSync(join(folder, 'page'))) return 0
  const stampFile = join(root, 'node_modules', '.stancewire-page')
  const stamp = stampOf(root, folder)
  if (existsSync(join(folder, 'dist', 'index.html')) && readOrEmpty(stampFile) === stamp) return 0
  const startedAt = Date.now()
  let said = ''
  const build = runSupervised(ownNode, [join(root, 'node_modules', 'turbo', 'bin', 'turbo'), 'run', 'build'], {
    cwd: root,
    env: { ...cleanEnvironment(root), ...quiet, PATH: programPath(root) },
    hasChannel: false,
    patienceMs: 3_000,
    output: (chunk) => {
      said = (said + chunk).slice(-20_000)
    },
  })
  const code = await build.ended
  if (code === 0) {
    writeFileSync(stampFile, stamp)
    console.error(`Built the dashboard's page in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`)
  } else if (!build.wasAsked()) {
    console.error(`${said.trim()}\n\nThe dashboard's page could not be built (npm run build, exit code ${code}).`)
  }
  return code
}

const quiet = { DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' }

/** Changes with whatever the page is made from. */
function stampOf(root, folder) {
  const page = readdirSync(join(folder, 'page'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const others = ['package.json', 'index.html', 'vite.config.ts'].map((name) => join(folder, name))
  const hash = createHash('sha256')
  for (const file of [...page, ...others, join(root, 'package-lock.json')])
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return `${hash.digest('hex')}\n`
}
