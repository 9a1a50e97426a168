import { execFile } from 'node:child_process'
import { env, execPath } from 'node:process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { heapOptions } from './heap-options.ts'

const run = promisify(execFile)

async function heapMbOf(own: string | undefined): Promise<number> {
  const script = 'console.log(require("node:v8").getHeapStatistics().heap_size_limit / 2 ** 20)'
  const options = heapOptions({ NODE_OPTIONS: own })
  const { stdout } = await run(execPath, ['-e', script], { env: { ...env, NODE_OPTIONS: options } })
  return Number(stdout)
}

describe('heapOptions', () => {
  it('bounds the heap of a process, however large the machine', async () => {
    expect(await heapMbOf(undefined)).toBeLessThan(600)
  })

  it('lets what the environment says go before', async () => {
    expect(await heapMbOf('--max-old-space-size=1024')).toBeGreaterThan(1_000)
  })
})
