import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasProgram } from '../faults/outsider.ts'
import { openApiLine } from './api-line.ts'

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8')
const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
const hasCurl = hasProgram('curl')
if (!hasCurl) console.log('curl is not there: the examples of docs/api.md are not run')

/** Runs a shell's lines to their end, or to the first that fails. */
function run(script: string, env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const shell = spawn('sh', ['-eu', '-c', script], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [shell.stdout, shell.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    shell.once('close', (code) => resolve({ code, said }))
  })
}

it.runIf(hasCurl)('the examples of docs/api.md do what they say', async () => {
  expect(blocks.length).toBeGreaterThan(4)
  await using api = await openApiLine(20)
  // The addresses in them lead nowhere.
  await api.line.stop('fetcher')
  const token = api.bearers.operate?.authorization?.replace('Bearer ', '') ?? ''
  for (const block of blocks) {
    const { code, said } = await run(block, { API: api.base, TOKEN: token })
    expect({ block, said, code }).toEqual({ block, said: expect.stringMatching(/\S/), code: 0 })
  }
})
