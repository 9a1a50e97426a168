#!/usr/bin/env node
// Runs on any Node: TypeScript itself needs the Node 24 that is installed beside it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const [major] = process.versions.node.split('.').map(Number)

if (major >= 24) {
  await import(main)
} else {
  const node = join(fileURLToPath(new URL('../../../node_modules/.bin/', import.meta.url)), 'node')
  if (!existsSync(node)) {
    console.error(`stancewire needs Node 24, this is ${process.version}. In the checkout, run: npm run setup`)
    process.exit(2)
  }
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
