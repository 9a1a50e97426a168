import { openFeedStates, untouchedFeed } from '@stancewire/storage'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillFailingLine, openFailingLine } from './failing-line.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { rowsOf } from './rows-of.ts'

type Failed = { readonly urlId: string; readonly run: number }
type Items<Item> = { readonly items: readonly Item[] }

const patience = { timeout: 20_000 }
const heightOf = async (page: Page, name: string) =>
  (await page.getByRole('button', { name }).boundingBox())?.height ?? Number.NaN

// Of a job that somebody dealt with, or that has just moved on, the API tells that it is not there.
const expects = /404/

describe.skipIf(hasNoBrowser())('acting on failed runs', () => {
  const open = new AsyncDisposableStack()
  let dashboard: Dashboard
  const failed = async (query = '') => (await dashboard.ask<Items<Failed>>(`/v1/failed${query}`)).items
  const onDuty = async (path: string, role: 'operate' | 'admin' = 'operate') => {
    const visit = await dashboard.visit('/', { expects })
    await visit.logIn(await dashboard.token(role))
    await visit.page.goto(`${dashboard.base}${path}`)
    return visit
  }

  beforeAll(async () => {
    const line = open.use(await openFailingLine())
    const now = new Date().toISOString()
    const polled = { nextAt: now, nextWhy: 'interval', polledAt: now, readAt: now } as const
    await openFeedStates(line.redis, line).write('slow-news', { ...untouchedFeed, ...polled })
    dashboard = open.use(await openDashboard({ line }))
    await fillFailingLine(line, dashboard.database)
  }, 90_000)
  afterAll(() => open.disposeAsync())

  it('follows a run that is retried from its page, and counts its time from when that was asked for', async () => {
    const [one] = await failed('?host=slow.example')
    const { page, overhang, violations, keepPictures } = await onDuty(`/urls/${one?.urlId}`)
    await page.getByRole('button', { name: 'Retry this run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Retry 1' }).click()
    await page.getByText('Retry of 1 failed run is done: 1 retried').waitFor(patience)
    expect(await page.getByText('has begun').count()).toBe(0)
    await page.getByRole('heading', { name: 'Run 2, on its way' }).waitFor(patience)
    expect(await page.getByRole('button', { name: /Retry|Discard/ }).count()).toBe(0)
    const ways = page.locator('.way caption')
    expect(await ways.nth(0).textContent()).toMatch(/^From being asked for again to now: (?:\d+ms|[\d.]+s) /)
    expect(await ways.nth(1).textContent()).toContain('From being found to its end')
    expect(await page.locator('.operation').count()).toBe(0)
    expect(await overhang(390)).toBe(0)
    expect(await violations()).toEqual([])
    await keepPictures('acting-run')
  })

  it('says of a run that is discarded that nothing is left to do, without being asked', async () => {
    const [one] = await failed('?host=slow.example')
    const { page } = await onDuty(`/urls/${one?.urlId}`)
    await page.getByRole('button', { name: 'Discard this run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard 1' }).click()
    await page.getByText('nothing is left to do here').waitFor(patience)
    await page.getByText('Discard of 1 failed run is done: 1 discarded').waitFor(patience)
    expect(await page.getByRole('button', { name: /Retry|Discard/ }).count()).toBe(0)
  })

  it('keeps what has ended in one line, and leaves the room to what is to be done', async () => {
    const { page, keepPictures } = await onDuty('/jobs?host=busy.example')
    const pause = page.getByRole('button', { name: 'Pause busy.example' })
    await pause.waitFor(patience)
    const last = page.locator('.operations-before summary')
    await last.waitFor(patience)
    expect(await last.textContent()).toMatch(/Discard of 1 done 1 of 1 · 1 discarded/)
    expect((await last.boundingBox())?.height).toBeLessThan(40)
    expect(await page.locator('.operation').first().isVisible()).toBe(false)
    const box = await pause.boundingBox()
    expect((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)).toBeLessThan(900)
    expect(await rowsOf(page, 'Hosts').locator('td[data-head="At FETCH"]').count()).toBeGreaterThan(0)
    await keepPictures('acting-host')
    await last.click()
    expect(await page.locator('.operation').count()).toBeGreaterThan(1)
    expect(await page.locator('.operation').first().isVisible()).toBe(true)
  })

  it('says that the list has changed where somebody else has acted, and that nothing is left of what was chosen', async () => {
    const { page, tab, keepPictures } = await onDuty('/jobs?errorName=CrashedError')
    await rowsOf(page, 'Failed runs').first().waitFor(patience)
    await rowsOf(page, 'Failed runs').nth(0).getByRole('checkbox').check()
    await rowsOf(page, 'Failed runs').nth(1).getByRole('checkbox').check()
    const other = (await tab()).page
    await other.goto(`${dashboard.base}/jobs?errorName=CrashedError`)
    await rowsOf(other, 'Failed runs').nth(0).getByRole('checkbox').check()
    await rowsOf(other, 'Failed runs').nth(1).getByRole('checkbox').check()
    await other.getByRole('button', { name: 'Discard the 2 chosen' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Discard 2' }).click()
    await other.getByText('Discard of 2 failed runs is done: 2 discarded').waitFor(patience)

    await page.getByRole('button', { name: 'Retry the 2 chosen' }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.textContent(), patience).toContain('None of these is left to be dealt with.')
    expect(await dialog.getByRole('button').allTextContents()).toEqual(['Close'])
    await keepPictures('acting-gone')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => rowsOf(page, 'Failed runs').count(), patience).toBe(3)
    await expect.poll(() => page.locator('.failed-count').textContent(), patience).toContain('3 failed runs')

    await rowsOf(other, 'Failed runs').nth(0).getByRole('checkbox').check()
    await other.getByRole('button', { name: 'Discard the 1 chosen' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Discard 1' }).click()
    await page.getByText('The list has changed').waitFor(patience)
    await page.getByRole('button', { name: 'Look again' }).click()
    await expect.poll(() => rowsOf(page, 'Failed runs').count(), patience).toBe(2)
    expect(await page.getByText('The list has changed').count()).toBe(0)
  })

  it('breaks no word of a button, whatever stands beside it', async () => {
    const { page, keepPictures, overhang } = await onDuty('/jobs?state=hosts')
    await page.getByRole('button', { name: 'Pause busy.example' }).waitFor(patience)
    const pausing = await page.evaluate<number>(`(async () => {
      const { csrf } = await (await fetch('/v1/session')).json()
      const asked = { reason: 'x'.repeat(200), forSeconds: 900 }
      const headers = { 'content-type': 'application/json', 'x-stancewire-csrf': csrf }
      const answer = await fetch('/v1/pauses/host/busy.example', { method: 'PUT', headers, body: JSON.stringify(asked) })
      await fetch('/v1/pauses/stage/classify-stance', { method: 'PUT', headers, body: JSON.stringify(asked) })
      return answer.status
    })()`)
    expect(pausing).toBeLessThan(300)
    await page.reload()
    await page.getByRole('button', { name: 'Resume busy.example' }).waitFor(patience)
    await page.getByRole('button', { name: 'Resume CLASSIFY STANCE' }).waitFor(patience)
    for (const width of [1440, 700, 390]) {
      await page.setViewportSize({ width, height: 900 })
      for (const name of ['Resume busy.example', 'Resume CLASSIFY STANCE'])
        expect(await heightOf(page, name), `${name} at ${width}`).toBeLessThan(40)
      expect(await overhang()).toBe(0)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await keepPictures('acting-paused')
  })

  it('keeps the facts of a job apart, its stack within the page, and says the role of who looks, wide or narrow', async () => {
    const [one] = await failed('?stage=classify-stance')
    const { page, overhang, keepPictures } = await onDuty(`/urls/${one?.urlId}`)
    await page.getByText('Error and stack').waitFor(patience)
    await page.evaluate(`document.querySelector('.job-facts pre').textContent += 'x'.repeat(400)`)
    for (const width of [1440, 1100, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const cut = await page.evaluate<string[]>(
        `[...document.querySelectorAll('.job-facts dd, .job-facts pre')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent.slice(0, 40))`,
      )
      expect(cut, String(width)).toEqual([])
      expect(await overhang()).toBe(0)
      expect(await page.locator('.viewer-role').isVisible()).toBe(true)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await keepPictures('acting-job')
  })

  it('counts sources so that nobody takes one for all, and calls a poll due whose time has come', async () => {
    const { page } = await onDuty('/sources?id=slow-news')
    const row = page.locator('tbody tr')
    await row.waitFor(patience)
    expect(await row.locator('td[data-head="Next poll"]').textContent()).toContain('due now')
    expect(await page.locator('.figure').count()).toBe(0)
    await page.goto(`${dashboard.base}/sources?search=nothing-like-it`)
    await page.locator('.figure').first().waitFor(patience)
    expect(await page.locator('.figure').first().textContent()).toContain('All that match')
    await page.goto(`${dashboard.base}/`)
    const sources = page.getByRole('region', { name: 'Sources' })
    await sources.waitFor(patience)
    expect(await sources.textContent()).toMatch(/1 in all/)
  })
})
