import { expect, it } from 'vitest'
import { openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine } from '../e2e/crowd-line.ts'
import { type TestLine, until } from '../e2e/line.ts'
import { runCommand } from './command.ts'
import { printNumbers } from './numbers.ts'
import { outagesOf } from './outages.ts'
import { openOwnRedis } from './own-redis.ts'
import { openProxy } from './proxy.ts'

const answersWithinMs = 1_000

type Told = { readonly status: number; readonly ms: number; readonly line: unknown }

/** Asks the API of a line as an operator; each answer with the time it took. */
async function anOperator(line: TestLine) {
  const { stdout } = await runCommand(line, ['tokens', 'issue', 'desk', '--role', 'operate'])
  const said = line
    .log()
    .split('\n')
    .find((text) => text.includes('"msg":"api"'))
  const base = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/.exec(said ?? '')?.[1]
  const authorization = `Bearer ${stdout.trim()}`
  return async (method: string, path: string, body?: object): Promise<Told> => {
    const beganAtMs = performance.now()
    const sent = body
      ? { body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' } }
      : { headers: { authorization } }
    const answer = await fetch(`${base}${path}`, { method, ...sent })
    const told = (await answer.json()) as { line?: unknown }
    return { status: answer.status, ms: Math.round(performance.now() - beganAtMs), line: told.line }
  }
}

it('says within a second that it cannot look at the line, or pause, while Redis is away, and does when it is back', async () => {
  await using crowd = await openCrowd(1)
  await using redis = await openOwnRedis()
  await using wire = await openProxy({ to: redis.url })
  await using line = await openCrowdLine(crowd, { redisUrl: redis.url })
  await line.start('api', { redisUrl: wire.url })
  const ask = await anOperator(line)
  const pid = async () => Number(/process_id:(\d+)/.exec(await line.redis.info('server'))?.[1])
  const numbers: Record<string, number> = {}
  const looks = () => ask('GET', '/v1/queues')
  const pauses = () => ask('PUT', '/v1/pauses/stage/parse', { reason: 'a test', forSeconds: 600 })
  expect([await looks(), await pauses()]).toMatchObject([{ status: 200 }, { status: 200 }])
  for (const outage of outagesOf(redis, wire, pid)) {
    await outage.begin()
    const told = await Promise.all([
      looks(),
      ask('GET', '/v1/pauses'),
      pauses(),
      ask('DELETE', '/v1/pauses/stage/parse'),
    ])
    const again = [await looks(), await pauses()]
    const sources = await ask('GET', '/v1/sources')
    await outage.end()
    const all = [...told, ...again]
    // What was looked at just before may still be told.
    expect(all.filter(({ status }) => status !== 503).length, outage.name).toBeLessThanOrEqual(2)
    expect(again[1], outage.name).toMatchObject({ status: 503 })
    expect(sources, outage.name).toMatchObject({ status: 200, line: 'away' })
    numbers[`${outage.name}: slowest answer (ms)`] = Math.max(...[...all, sources].map(({ ms }) => ms))
    await until(`it pauses again after Redis was ${outage.name}`, 10_000, async () => (await pauses()).status === 200)
    expect(await looks(), outage.name).toMatchObject({ status: 200 })
  }
  printNumbers('Redis away from the API', numbers)
  for (const [name, ms] of Object.entries(numbers)) expect(ms, name).toBeLessThan(answersWithinMs)
})
