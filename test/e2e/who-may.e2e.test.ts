import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { runCommand } from '../faults/command.ts'
import { openLine, until } from './line.ts'

const topic = join(import.meta.dirname, 'night-trains.yaml')

/** A line whose API listens on this address. */
async function aLine(host: string) {
  const line = await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [] })
  const file = join(line.folder, 'stancewire.yaml')
  const settings = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...settings, api: { port: 0, host } }))
  return line
}

it('an API that others can reach does not start without a token, and says how to get one', async () => {
  await using line = await aLine('0.0.0.0')
  const refused = await line.start('api', { waits: false })
  await until('it ends', 60_000, () => refused.isGone())
  expect(await refused.exit).toMatchObject({ code: 2, byItself: true })
  const said = refused.log.lines.at(-1)?.text ?? ''
  expect(said).toMatch(/^api\.host is 0\.0\.0\.0, .* "npx stancewire tokens issue NAME --role admin"/)
  const told = await runCommand(line, ['up', 'api'])
  expect(told.code).toBe(2)
  expect(told.stderr).toContain('stancewire tokens issue NAME --role admin')

  const { stdout } = await runCommand(line, ['tokens', 'issue', 'desk', '--role', 'admin'])
  const authorization = `Bearer ${stdout.trim()}`
  const api = await line.start('api')
  const portTold = () => /"url":"http:\/\/[\d.]+:(\d+)"/.exec(api.log.lines.map(({ text }) => text).join('\n'))?.[1]
  await until('it says where it is', 10_000, () => portTold() !== undefined)
  const port = portTold()
  const statusOf = async (path: string, headers: Record<string, string> = {}) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status
  expect(await statusOf('/livez')).toBe(200)
  expect(await statusOf('/v1/articles')).toBe(401)
  expect(await statusOf('/v1/articles', { authorization })).toBe(200)
  const audit = (await (await fetch(`http://127.0.0.1:${port}/v1/audit`, { headers: { authorization } })).json()) as {
    items: { who: string; action: string }[]
  }
  expect(audit.items).toMatchObject([{ who: expect.stringMatching(/^cli:/), action: 'token.issue' }])

  expect((await runCommand(line, ['tokens', 'revoke', 'desk'])).code).toBe(0)
  await until('it is refused', 3_000, async () => (await statusOf('/v1/articles', { authorization })) === 401)
  expect(api.isGone()).toBe(false)
})
