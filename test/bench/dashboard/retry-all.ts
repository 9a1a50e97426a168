import { until } from '../../e2e/line.ts'
import { commonest } from './fill.ts'
import type { Api } from './open-laden.ts'
import { highestRssMb, rssMb } from './rss.ts'

type Operation = {
  readonly id: string
  readonly state: string
  readonly total: number
  readonly tally: { readonly done: number }
}

/** What retrying all that a filter means came to, and what the API took for it. */
type Retried = {
  readonly state: string
  readonly total: number
  readonly done: number
  readonly seconds: number
  readonly beforeMb: number
  /** In the first half of the time, and in the second. */
  readonly highestMb: readonly [number, number]
  readonly afterMb: number
}

const withinMs = 20 * 60_000

/** Has all failed runs of one kind retried by one operation. */
export async function retryAll({ base, pid, token }: Api): Promise<Retried> {
  const authorization = `Bearer ${token}`
  const ask = async (path: string, more: RequestInit = {}): Promise<Operation> => {
    const answer = await fetch(`${base}${path}`, {
      ...more,
      headers: { authorization, 'content-type': 'application/json' },
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Operation
  }
  const beforeMb = await rssMb(pid)
  const beganAtMs = performance.now()
  const body = JSON.stringify({ action: 'retry', filter: { errorName: commonest } })
  let operation = await ask('/v1/operations', { method: 'POST', body })
  const path = `/v1/operations/${operation.id}`
  const ended = until('all of them are retried', withinMs, async () => {
    operation = await ask(path)
    return !['waiting', 'running'].includes(operation.state)
  })
  const highestMb = await highestRssMb(pid, ended)
  const { state, total, tally } = operation
  const seconds = (performance.now() - beganAtMs) / 1_000
  return { state, total, done: tally.done, seconds, beforeMb, highestMb, afterMb: await rssMb(pid) }
}
