// Takes the OpenAPI document on file as the released one, with which later ones are compared. What breaks clients is refused, unless --breaking says that it is meant.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { breakingChanges } from './src/openapi/breaking-changes.ts'
import type { OpenApi } from './src/openapi/document.ts'

const released = join(import.meta.dirname, 'openapi.released.json')
const text = readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8')
const before = existsSync(released) ? readFileSync(released, 'utf8') : text
const breaks = breakingChanges(JSON.parse(before) as OpenApi, JSON.parse(text) as OpenApi)
if (breaks.length > 0 && !process.argv.includes('--breaking')) {
  process.stderr.write(`${breaks.join('\n')}\nThese break clients: release them with --breaking\n`)
  process.exitCode = 1
} else {
  writeFileSync(released, text)
}
