import { join } from 'node:path'
import { messageVersion } from '@stancewire/contracts'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Crowd, openCrowd } from '../e2e/crowd.ts'
import { openCrowdLine } from '../e2e/crowd-line.ts'
import { openLine, type TestLine, until } from '../e2e/line.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'

type Stage = { readonly stage: string; readonly isPaused: boolean | null } & Readonly<Record<string, unknown>>
type Picture = {
  readonly line: {
    readonly stages: readonly Stage[]
    readonly inFlight: number
    readonly limit: number
    readonly eventsPerMinute: number | null
  }
  readonly alarms: readonly { readonly what: string; readonly remedy: string }[]
  readonly workers: readonly { readonly service: string; readonly pid: number }[]
  readonly sources: { readonly total: number }
}

type History = {
  readonly lastSeconds: number
  readonly stages: readonly { readonly passed: number[]; readonly ends: Record<string, number[]> }[]
}

const topic = join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')
const rate = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })
const pages = 40
const smuggled = '<img src=x onerror="document.title=1"> & co'

describe.skipIf(hasNoBrowser())('the page of the line', () => {
  const open = new AsyncDisposableStack()
  let line: TestLine
  let crowd: Crowd
  let dashboard: Dashboard
  const picture = () => dashboard.ask<Picture>('/v1/line')

  // Nobody classifies: what gets so far waits there, and what ends before is in the archive.
  beforeAll(async () => {
    crowd = open.use(await openCrowd(pages))
    line = open.use(await openCrowdLine(crowd, { api: { requestsPerMinute: 1_000_000 } }))
    dashboard = open.use(await openDashboard({ line }))
    await line.start('archive')
    await line.startAll(['discoverer', 'fetcher', 'parser', 'deduplicator'])
    const waiting = crowd.listed.filter(({ end }) => end === 'classified').length
    const archived = async () => (await dashboard.ask<{ items: unknown[] }>('/v1/runs?limit=200')).items.length
    await until('all that can end has ended', 30_000, async () => (await archived()) === pages - waiting)
    await until('the picture tells it', 30_000, async () => {
      const { stages } = (await picture()).line
      return stages[3]?.waiting === waiting && Number(stages[0]?.passed) > 0
    })
  }, 90_000)
  afterAll(() => open.disposeAsync())

  it('shows of each stage what the API tells of it', async () => {
    const { page, keepPictures } = await dashboard.visit()
    await page.getByRole('region', { name: 'CLASSIFY STANCE' }).waitFor()
    const told = await picture()
    for (const { stage, waiting, active, delayed, failed, passed, ends } of told.line.stages) {
      const card = page.getByRole('region', { name: stage.replaceAll('-', ' ').toUpperCase(), exact: true })
      const figures = await card.getByRole('link').allTextContents()
      expect(figures, stage).toEqual([waiting, active, delayed, failed].map(String))
      const counted = await card.getByRole('listitem').allTextContents()
      const expected = [...(passed ? [`${passed} passed on`] : []), ...endsOf(ends)]
      expect(counted.toSorted(), stage).toEqual(expected.toSorted())
    }
    const sources = page.getByRole('region', { name: 'Sources' })
    await expect.poll(() => sources.textContent()).toContain(`${told.line.inFlight} of`)
    await expect.poll(() => sources.getByRole('link').textContent()).toBe(String(told.sources.total))
    await keepPictures('line')
  })

  it('tells what a stage passes on though the next one stands still, and over which time', async () => {
    const waiting = crowd.listed.filter(({ end }) => end === 'classified').length
    // Nobody classifies: no run that DEDUPLICATE passed on has ended, and the archive knows of none.
    await expect.poll(async () => (await picture()).line.stages[2]?.passed, { timeout: 20_000 }).toBe(waiting)
    const { page } = await dashboard.visit()
    const card = page.getByRole('region', { name: 'DEDUPLICATE', exact: true })
    await card.getByText(`${waiting} passed on`).waitFor()
    expect(await card.getByText('Per minute, last minute', { exact: true }).count()).toBe(1)
    expect(await card.getByText('Work, last 5 minutes', { exact: true }).count()).toBe(1)
    const { eventsPerMinute } = (await picture()).line
    expect(eventsPerMinute).not.toBeNull()
    const toEvents = page.getByRole('listitem').filter({ has: page.getByRole('region', { name: 'Events' }) })
    await expect.poll(() => toEvents.locator('.arrow').textContent()).toMatch(/^\d[\d.,]*\/min events$/)
  })

  it('says first how many things want somebody, each with its remedy', async () => {
    const { page } = await dashboard.visit()
    const { alarms } = await picture()
    expect(alarms.length).toBeGreaterThan(0)
    const verdict = page.locator('.verdict-text')
    await expect.poll(() => verdict.textContent()).toMatch(/things? needs? you/)
    for (const { what, remedy } of alarms) {
      await page.getByText(what, { exact: true }).waitFor()
      await page.getByText(remedy, { exact: true }).waitFor()
    }
  })

  it('lists the processes that work on it', async () => {
    const { page } = await dashboard.visit()
    const table = page.getByRole('table', { name: 'Workers of the line' })
    await table.waitFor()
    const shown = await table.getByRole('row').allTextContents()
    const { workers } = await picture()
    expect(workers.map(({ service }) => service)).toContain('fetcher')
    for (const { service, pid } of workers)
      expect(shown.some((row) => row.includes(`${service}`) && row.includes(`${pid}`))).toBe(true)
  })

  it('shows how it ran over the time that its address names, as lines and as numbers', async () => {
    const { page } = await dashboard.visit('/login')
    const isHistory = (url: string) => url.includes('/v1/line/history')
    const answered = page.waitForResponse((response) => isHistory(response.url()))
    await page.goto(`${dashboard.base}/?range=24h`)
    const shown = (await (await answered).json()) as History
    await page.getByRole('heading', { name: 'Runs a minute, by stage' }).waitFor()
    expect(await page.locator('canvas').count()).toBe(3)
    await page.getByText('The numbers').first().click()
    const { stages } = await dashboard.ask<History>('/v1/line/history?range=24h')
    const row = page.getByRole('table', { name: 'Runs a minute, by stage' }).getByRole('row').nth(1)
    const done = stages.map(({ passed, ends }) => [passed, ...Object.values(ends)].map((list) => list.at(-1) ?? 0))
    // Of the stretch that runs, by the time that has passed of it.
    const { lastSeconds } = shown
    const texts = done.map((counts) =>
      lastSeconds < 15 ? '–' : rate.format((60 * counts.reduce((a, b) => a + b, 0)) / lastSeconds),
    )
    expect(await row.getByRole('cell').allTextContents()).toEqual(texts)
    await page.getByRole('link', { name: '7 days' }).click()
    await expect.poll(() => page.url()).toContain('range=7d')
    await page.goBack()
    await expect.poll(() => page.getByRole('link', { name: '24 h' }).getAttribute('aria-current')).toBe('true')
  })

  it('lets whoever may operate pause a stage with a reason and an end, and resume it', async () => {
    const { page, logIn, keepPictures } = await dashboard.visit()
    expect(await page.getByRole('button', { name: 'Pause PARSE' }).count()).toBe(0)
    await logIn(await dashboard.token('operate'))
    await page.getByRole('button', { name: 'Pause PARSE' }).click()
    const pause = page.getByRole('dialog').getByRole('button', { name: 'Pause PARSE' })
    await pause.click()
    await page.getByText('Say why').waitFor()
    await page.getByLabel('Reason').fill(smuggled)
    await page.getByLabel('How long').selectOption('for an hour')
    await keepPictures('line-pause')
    await pause.click()
    const card = page.getByRole('region', { name: 'PARSE' })
    await card.getByText('paused', { exact: true }).waitFor()
    expect(await card.textContent()).toContain(smuggled)
    const [, parse] = (await picture()).line.stages
    expect(parse).toMatchObject({ isPaused: true, paused: { reason: smuggled, by: 'operate-1' } })
    await keepPictures('line-paused')
    await page.getByRole('button', { name: 'Resume PARSE' }).click()
    await page.getByRole('button', { name: 'Pause PARSE' }).waitFor()
    await expect.poll(async () => (await picture()).line.stages[1]?.isPaused).toBe(false)
    expect(await page.title()).toBe('Line · Stancewire')
  })

  it('follows the line over one connection, and over none while nobody looks', async () => {
    const { page } = await dashboard.visit('/login')
    await page.getByText('live', { exact: true }).waitFor()
    const live: string[] = []
    page.on('request', (request) => request.url().endsWith('/v1/live') && live.push(request.url()))
    await page.reload()
    await page.getByText('live', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Stancewire' }).click()
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    await page.goBack()
    expect(live).toHaveLength(1)
    await hide(true)
    await page.getByText('paused', { exact: true }).first().waitFor()
    await hide(false)
    await page.getByText('live', { exact: true }).waitFor()
    expect(live).toHaveLength(2)

    function hide(isHidden: boolean) {
      return page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} })
        document.dispatchEvent(new Event('visibilitychange'))`,
      )
    }
  })
})

describe.skipIf(hasNoBrowser())('the page of a line on which nobody fetches', () => {
  it('is not well while addresses wait at their hosts, and says how many, how long, and what to do', async () => {
    await using line = await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [] })
    await using dashboard = await openDashboard({ line })
    await line.start('archive')
    for (let at = 0; at < 500; at++)
      await line.stores.runs.accept({
        ...{ v: messageVersion, urlId: `u${at.toString(16).padStart(32, '0')}`, url: `https://paper.example/${at}` },
        ...{ host: `paper-${at % 7}.example`, sourceId: null, outlet: null, hint: { title: null, publishedAt: null } },
        discoveredAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
      })
    const { page, keepPictures } = await dashboard.visit()
    const verdict = page.locator('.verdict')
    await verdict.getByText(/^Nobody works on fetch, and 500 addresses wait there, the oldest for \d+ /).waitFor()
    expect(await verdict.textContent()).not.toContain('All is well')
    await verdict.getByText('npx stancewire up fetcher').waitFor()
    const fetch = page.getByRole('region', { name: 'FETCH', exact: true })
    await fetch.getByText('no worker', { exact: true }).waitFor()
    await fetch.getByText(/^and 500 at their hosts, the oldest for /).waitFor()
    await keepPictures('line-nobody-fetches')
  }, 60_000)
})

function endsOf(ends: unknown): string[] {
  return Object.entries(ends as Record<string, number>).map(([outcome, count]) => `${count} ${words(outcome)}`)
}

/** As the page says it. */
function words(outcome: string): string {
  return outcome.replace(/^(?:stop:|article\.)/, '').replace(/^fail:/, 'failed: ')
}
