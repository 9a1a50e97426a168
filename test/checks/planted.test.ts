import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plantedFaults } from './planted-faults.ts'
import { type SmallCheckout, start } from './small-checkout.ts'
import { smallHouse } from './small-house.ts'

/**
 * A check that finds nothing has proved nothing: here every rule is broken once, and the check that guards it must turn
 * red and say why.
 */

let house: SmallCheckout

beforeAll(async () => {
  house = await smallHouse()
})

afterAll(() => house[Symbol.asyncDispose]())

async function check(...args: string[]): Promise<{ code: number | null; said: string }> {
  const run = start('/', process.execPath, [join(house.root, 'infra', 'check.mjs'), ...args])
  return { code: await run.exitCode, said: run.said() }
}

it('passes a house without a fault', async () => {
  expect(await check()).toMatchObject({ code: 0, said: expect.not.stringContaining('Failed') })
})

it.each(plantedFaults)('$check sees to it that $rule', async ({ check: name, files, says }) => {
  const before = await readAll(Object.keys(files))
  for (const [path, text] of Object.entries(files)) await house.put(path, text)
  const { code, said } = await check('--only', name)
  for (const [path, text] of before) await (text === null ? rm(join(house.root, path)) : house.put(path, text))
  expect(said).toMatch(says)
  expect(code).toBe(1)
})

it('runs only the checks that are asked for and knows their names', async () => {
  const { code, said } = await check('--only', 'boundaries')
  expect(code).toBe(0)
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(await check('--only', 'spelling')).toMatchObject({ code: 2, said: expect.stringContaining('biome, tsc') })
})

/** What the files hold now; null for one that is not there. */
async function readAll(paths: string[]): Promise<[string, string | null][]> {
  const texts = await Promise.all(paths.map((path) => readFile(join(house.root, path), 'utf8').catch(() => null)))
  return paths.map((path, index) => [path, texts[index] ?? null])
}
