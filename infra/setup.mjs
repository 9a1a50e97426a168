// Plain JavaScript for whatever Node a machine has: it runs before anything is installed.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const usage = 'Usage: node infra/setup.mjs [run FILE [arguments]]'

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(
    `Stancewire needs Node 20 or newer to set itself up; this is ${process.version}.\n` +
      'Get a current one from your system, from nodejs.org, or with: nvm install 24',
  )
  process.exit(1)
}

const [command, file, ...args] = process.argv.slice(2)
if (command !== undefined && (command !== 'run' || file === undefined)) {
  console.error(usage)
  process.exit(2)
}

const { makeReady } = await import('./install.mjs')
const { buildPage } = await import('./build-page.mjs')
const ready = (await makeReady({ root, ownNode })) || (await buildPage({ root, ownNode }))
process.exitCode = ready === 0 && command === 'run' ? await run() : ready

/** Runs FILE with the Node that the checkout brings, for as long as this process and npm above it live. */
async function run() {
  if (!existsSync(file)) {
    console.error(`There is no ${file} in this checkout.`)
    return 2
  }
  const { runSupervised } = await import('./supervised.mjs')
  const { programPath } = await import('./install.mjs')
  const env = { ...process.env, PATH: programPath(root) }
  return runSupervised(ownNode, [file, ...args], { env }).ended
}
