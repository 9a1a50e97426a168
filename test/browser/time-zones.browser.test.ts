import { classified, entry, position } from '@stancewire/read-model/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addEarlierHours } from './earlier-hours.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'

// In Berlin, where the browser of the tests stands, it is the next day by then.
const late = '2026-03-03T23:30:00.000Z'
const here = '4 Mar 2026, 00:30 · 2026-03-03 23:30:00 UTC'

function article(name: string, stance: 'support' | 'oppose', publishedAt: string) {
  const text = 'Ida Holm said that night trains must come.'
  const told = position('Ida Holm', stance, { quote: text, start: 0, end: text.length, confidence: 0.9 })
  const event = classified(name, { topic: 'night-trains', publishedAt, positions: [told] })
  if (event.type !== 'article.classified') throw new Error('it was classified')
  return entry({ ...event, data: { ...event.data, fetchedAt: publishedAt } }, text)
}

describe.skipIf(hasNoBrowser())('moments, to somebody in Berlin', () => {
  let dashboard: Dashboard

  beforeAll(async () => {
    const entries = [article('early', 'oppose', '2026-02-27T12:00:00.000Z'), article('late', 'support', late)]
    dashboard = await openDashboard({ entries })
    await addEarlierHours(dashboard.database, Date.now())
  }, 60_000)
  afterAll(() => dashboard[Symbol.asyncDispose]())

  it('are told in their zone with UTC on hover; days that are counted are days of UTC, and say so', async () => {
    const { items } = await dashboard.ask<{ items: { holderId: string }[] }>('/v1/topics/night-trains/positions')
    const { page } = await dashboard.visit(`/topics/night-trains?by=day&holder=${items[0]?.holderId}`)
    const row = page.locator('.shift-row time')
    await row.waitFor()
    expect(await row.textContent()).toContain('4 Mar 2026')
    expect(await row.getAttribute('title')).toBe(here)
    expect(await page.locator('.shift').getAttribute('title')).toBe(`Ida Holm: from oppose to support, ${here}`)
    expect(await page.locator('.said time').first().getAttribute('title')).toBe(here)
    expect(await page.locator('.dot-support').getAttribute('title')).toBe(`support, ${here}`)
    const timeline = await dashboard.ask<{ items: { from: string }[] }>('/v1/topics/night-trains/timeline?by=day')
    expect(timeline.items[0]?.from).toBe('2026-03-03')
    expect(await page.locator('.readout b').textContent()).toBe('3 Mar 2026 UTC')
    expect(await page.locator('.shift-line figcaption').textContent()).toContain('The dates are days of UTC')
    await page.locator('.stretch-numbers summary').click()
    expect(await page.locator('.stretch-table tr').nth(0).textContent()).toContain('day of UTC')
    expect(await page.locator('.stretch-table tr').nth(1).textContent()).toContain('3 Mar 2026')
    for (const label of ['Said from (UTC)', 'As of the end of (UTC)'])
      expect(await page.getByLabel(label, { exact: true }).count(), label).toBe(1)
  })

  it('are told so in lists, and the days to choose by say that they are of UTC', async () => {
    const { page } = await dashboard.visit('/articles')
    const published = page.locator('tbody time').first()
    await published.waitFor()
    expect(await published.textContent()).toBe('4 Mar 2026, 00:30')
    expect(await published.getAttribute('title')).toBe(here)
    for (const [path, labels] of [
      ['/articles', ['Published from (UTC)', 'Published before (UTC)']],
      ['/stories', ['Grew from (UTC)', 'Grew before (UTC)']],
      ['/events', ['Announced from (UTC)', 'Announced before (UTC)']],
    ] as const) {
      await page.goto(`${dashboard.base}${path}`)
      for (const label of labels) await page.getByLabel(label, { exact: true }).waitFor()
    }
  })

  it('of a chart are told so, in its legend and in its numbers', async () => {
    const { page } = await dashboard.visit('/?range=1h')
    await page.getByText('The numbers').first().click()
    const last = page.locator('.chart-table').first().locator('tbody th time').first()
    await last.waitFor()
    const at = new Date(String(await last.getAttribute('datetime')))
    const zoned = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' } as const
    const told = new Intl.DateTimeFormat('en-GB', zoned).format(at)
    const title = `${told} · ${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
    expect(await last.textContent()).toBe(told)
    expect(await last.getAttribute('title')).toBe(title)
    const legend = page.locator('.u-legend .u-value').first()
    expect(await legend.textContent()).toBe(told)
    expect(await legend.getAttribute('title')).toBe(title)
  })
})
