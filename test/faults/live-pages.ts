import { setTimeout as sleep } from 'node:timers/promises'
import { TerminalEvent } from '@stancewire/contracts'
import { urlId } from '@stancewire/url'
import type { TestLine } from '../e2e/line.ts'
import { until } from '../e2e/until.ts'
import type { Publisher } from './publisher.ts'

const betweenMs = 150

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN

/** How long each of these pages took from being accepted to the end of its first run, in ms. */
async function latencies(line: TestLine, pages: readonly { readonly url: string }[]): Promise<number[]> {
  const acceptedAt = new Map(
    line
      .log()
      .split('\n')
      .filter((text) => text.includes('"msg":"accepted"'))
      .map((text) => JSON.parse(text) as { urlId: string; time: number })
      .map(({ urlId: id, time }) => [id, time]),
  )
  const endedAt = new Map(
    (await line.events()).flatMap((event) => {
      const end = TerminalEvent.safeParse(event).data?.data
      return end?.run === 1 ? [[end.urlId, Date.parse(event.time)] as const] : []
    }),
  )
  return pages.map(({ url }) => (endedAt.get(urlId(url)) ?? Number.NaN) - (acceptedAt.get(urlId(url)) ?? Number.NaN))
}

/** Publishes so many pages one after the other, and waits until all have ended; gives the 95th percentile of how long they took from being accepted, in ms. */
export async function liveP95(line: TestLine, publisher: Publisher, count: number): Promise<number> {
  const before = publisher.listed().length
  for (let at = 0; at < count; at++) {
    publisher.publish(1)
    await sleep(betweenMs)
  }
  const pages = publisher.listed().slice(before)
  let took: number[] = []
  await until('all live pages have ended', 60_000, async () => {
    took = await latencies(line, pages)
    return took.every((ms) => !Number.isNaN(ms))
  })
  return percentile(took, 0.95)
}
