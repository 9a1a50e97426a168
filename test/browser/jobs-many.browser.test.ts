import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addFailedRuns } from '../bench/dashboard/fill.ts'
import type { Laden } from '../bench/dashboard/open-laden.ts'
import { openFailingLine } from './failing-line.ts'
import { putManyJobs } from './many-jobs.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { rowsOf } from './rows-of.ts'
import { openSlowWire, type SlowWire } from './slow-wire.ts'

const patience = { timeout: 30_000 }
const jobs = 60_000
const failed = 1_500

type Counted = { readonly count: number }
type Operation = {
  readonly state: string
  readonly total: number
  readonly settled: number
  readonly tally: { readonly done: number }
}

describe.skipIf(hasNoBrowser())('the page of jobs, with very many of them', () => {
  const open = new AsyncDisposableStack()
  let dashboard: Dashboard
  let wire: SlowWire

  beforeAll(async () => {
    const line = open.use(await openFailingLine())
    wire = open.use(await openSlowWire(inject('redisUrl')))
    dashboard = open.use(await openDashboard({ line, redisUrl: wire.url }))
    const { database } = dashboard
    const laden = { line, redis: line.redis, database } as unknown as Laden
    await addFailedRuns(laden, failed)
    await putManyJobs(line, jobs, 'late.example')
  }, 120_000)
  afterAll(() => open.disposeAsync())

  /** When the page asked for jobs. */
  const askedBy = (page: Page) => {
    const times: number[] = []
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/v1/jobs') times.push(performance.now())
    })
    return times
  }

  it('finds the one that stands near the end without being pressed, calmly', async () => {
    const { page, violations, keepPictures } = await dashboard.visit('/')
    const times = askedBy(page)
    await page.goto(`${dashboard.base}/jobs?state=waiting&stage=parse&host=late.example`)
    await expect.poll(() => rowsOf(page, 'PARSE: waiting').count(), patience).toBe(1)
    expect(await rowsOf(page, 'PARSE: waiting').textContent()).toContain(`crowd-${jobs - 3}`)
    await page.getByText('Looked at 60,000 of 60,000').waitFor()
    expect(times.length).toBeGreaterThan(2)
    const shortest = Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))
    expect(shortest).toBeGreaterThan(300)
    expect(await violations()).toEqual([])
    await keepPictures('jobs-looked-through')
  })

  it('says that none matches only when all were looked at, and stops when asked', async () => {
    const { page, keepPictures } = await dashboard.visit('/')
    const times = askedBy(page)
    await page.goto(`${dashboard.base}/jobs?state=waiting&stage=parse&match=nobody-wrote-this`)
    await page.getByText(/^Looked at [\d,]+ of 60,000: none matches so far/).waitFor()
    expect(await page.getByText('No job here matches').count()).toBe(0)
    await page.getByRole('button', { name: 'Stop looking for jobs' }).click()
    await page.getByRole('button', { name: 'Look on' }).waitFor()
    const asked = times.length
    await page.waitForTimeout(1_500)
    expect(times.length).toBe(asked)
    expect(await page.getByText('No job here matches').count()).toBe(0)
    await keepPictures('jobs-stopped')
    await page.getByRole('button', { name: 'Look on' }).click()
    await page.getByText('No job here matches').waitFor(patience)
    expect(times.length).toBeGreaterThan(asked)
  })

  it('stops a retry that runs: what it has not reached stays failed', async () => {
    const { page, logIn } = await dashboard.visit('/')
    const secret = await dashboard.token('operate')
    await logIn(secret)
    await page.goto(`${dashboard.base}/jobs?state=failed&host=slow.example`)
    const { count } = await dashboard.ask<Counted>('/v1/failed/count?host=slow.example')
    expect(count).toBe((failed * 6) / 10)
    await page.getByRole('button', { name: 'Retry all that match' }).click()
    wire.slow(120)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Retry ${count}` })
      .click()
    const tally = page.locator('.operation-tally').first()
    await expect.poll(() => tally.textContent(), patience).toMatch(/^[1-9][\d,]* of 900/)
    await page.getByRole('button', { name: /^Stop: retry 900/ }).click()
    await expect.poll(() => page.locator('.operation-head').first().textContent(), patience).toContain('cancelled')
    wire.slow(0)

    const answer = await fetch(`${dashboard.base}/v1/operations?limit=1`, {
      headers: { authorization: `Bearer ${secret}` },
    })
    const [operation] = ((await answer.json()) as { items: Operation[] }).items
    const { done = 0 } = operation?.tally ?? {}
    expect(operation).toMatchObject({ state: 'cancelled', total: count, settled: done })
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(count)
    const left = count - done
    expect((await dashboard.ask<Counted>('/v1/failed/count?host=slow.example')).count).toBe(left)
    const { redis, prefix } = dashboard.line
    expect(await redis.zcard(`${prefix}:fetch:failed`)).toBe(left)
    await expect
      .poll(() => page.locator('.failed-count').textContent(), patience)
      .toContain(`${left.toLocaleString('en-GB')} failed runs`)
    // Nobody goes on with it later.
    await page.waitForTimeout(2_500)
    expect(await redis.zcard(`${prefix}:fetch:failed`)).toBe(left)
  })
})
