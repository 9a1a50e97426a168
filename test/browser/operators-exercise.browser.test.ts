import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../e2e/line.ts'
import { addEarlierHours } from './earlier-hours.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { rowsOf } from './rows-of.ts'
import { openTroubledLine, type TroubledLine } from './three-faults.ts'

const patience = { timeout: 20_000 }
const clicksMax = 3

/** Somebody on duty, who sees the dashboard and nothing else: a mouse that counts its clicks. */
function aHand() {
  let clicks = 0
  return {
    clicks: () => clicks,
    async press(what: Locator) {
      await what.click(patience)
      clicks++
    },
  }
}

const alarmOf = (page: Page, words: RegExp) => page.locator('.alarm').filter({ hasText: words })
const wayFrom = (alarm: Locator) => alarm.getByRole('link', { name: /^Look/ })

// Each finds the line as the one before has left it, as whoever is on duty does.
describe.skipIf(hasNoBrowser())('an operator who has the dashboard alone, and three clicks for each fault', () => {
  const open = new AsyncDisposableStack()
  let troubled: TroubledLine
  let dashboard: Dashboard
  const words = () => ({
    busy: new RegExp(`${troubled.busyHost} asked not to be asked for \\d minutes \\(429`),
    crash: new RegExp(`${troubled.crashes} runs failed in parse \\(crashed\\)`),
    behind: new RegExp(`consumer group ${troubled.group} is 12 minutes behind`),
  })
  const onDuty = async () => {
    const visit = await dashboard.visit('/')
    await visit.logIn(await dashboard.token('operate'))
    return { ...visit, hand: aHand() }
  }

  beforeAll(async () => {
    troubled = open.use(await openTroubledLine())
    dashboard = open.use(await openDashboard({ line: troubled.line }))
    await addEarlierHours(dashboard.database, Date.now())
    await troubled.plant()
    const found = async () => (await dashboard.ask<{ count: number }>('/v1/failed/count')).count
    await until('the archive has what failed', 15_000, async () => (await found()) === troubled.crashes)
  }, 90_000)
  afterAll(() => open.disposeAsync())

  it('sees all three on the start page at once, each with what to do', async () => {
    const { page, violations, keepPictures, keepForReadme, overhang } = await onDuty()
    const { busy, crash, behind } = words()
    const remedies = [
      [busy, 'pause the host, and ask it less often'],
      [crash, 'retry them once it is mended, or discard'],
      [behind, 'See that its consumers run'],
    ] as const
    for (const [what, remedy] of remedies) {
      const alarm = alarmOf(page, what)
      await expect.poll(() => alarm.count(), { ...patience, message: String(what) }).toBe(1)
      expect(await alarm.textContent()).toContain(remedy)
      await wayFrom(alarm).waitFor()
    }
    expect(await page.locator('.verdict-text').textContent()).toContain('3 things need you')
    const failed = page.getByRole('region', { name: 'PARSE', exact: true }).locator('.fact-bad')
    expect(await failed.textContent()).toBe(`failed${troubled.crashes}`)
    const blocked = page.getByRole('region', { name: 'Sources' }).locator('.fact', { hasText: 'hosts blocked' })
    expect(await blocked.textContent()).toBe('hosts blocked1')
    const events = page.getByRole('region', { name: 'Events' })
    expect(await events.textContent()).toMatch(/\d+ behind.*newsletter, by 1[12]m(?: \d+s)?, 2 in hand/)
    expect(await overhang()).toBe(0)
    expect(await violations()).toEqual([])
    await page.locator('canvas').nth(2).waitFor()
    await keepPictures('exercise-line')
    await keepForReadme('dashboard-line', 840)
  })

  it('a host that answers 429: sees until when it wants to be left alone, and pauses it with a reason and an end', async () => {
    const { page, hand, keepPictures } = await onDuty()
    const { busyHost } = troubled
    await hand.press(wayFrom(alarmOf(page, words().busy)))
    const host = rowsOf(page, 'Hosts').filter({ hasText: busyHost })
    await host.waitFor()
    expect(await host.textContent()).toMatch(/not before [1-5]m(?: \d+s)? from now/)
    await keepPictures('exercise-host')
    await hand.press(page.getByRole('button', { name: `Pause ${busyHost}` }))
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('they answer 429, their editor was written to')
    await dialog.getByLabel('How long').selectOption('for an hour')
    await hand.press(dialog.getByRole('button', { name: `Pause ${busyHost}` }))
    await expect
      .poll(() => host.textContent(), patience)
      .toMatch(/paused by operate-\d+: they answer 429, their editor was written to, goes on in (?:59 min|60 min|1 hr)/)
    expect(hand.clicks()).toBeLessThanOrEqual(clicksMax)

    await page.goto(dashboard.base)
    await alarmOf(page, words().crash).waitFor(patience)
    await expect.poll(() => alarmOf(page, words().busy).count(), patience).toBe(0)
  })

  it('pages of one outlet that crash PARSE: finds them by their cause, and has them done again once it is mended', async () => {
    const { page, hand, keepPictures } = await onDuty()
    const { crashes, crashingHost, line } = troubled
    await hand.press(wayFrom(alarmOf(page, words().crash)))
    await expect.poll(() => rowsOf(page, 'Failed runs').count(), patience).toBe(crashes)
    expect(await page.locator('.failed-count').textContent()).toContain(`${crashes} failed runs`)
    expect(await page.locator('.failed-groups').textContent()).toMatch(/ThreadDiedError crashed\s*PARSE/)
    for (const row of await rowsOf(page, 'Failed runs').allTextContents()) {
      expect(row).toContain(`${crashingHost}:`)
      expect(row).toContain('lantern-news')
      expect(row).toContain('its thread died')
    }
    await keepPictures('exercise-failed')
    await troubled.mendParser()
    await hand.press(page.getByRole('button', { name: 'Retry all that match' }))
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.textContent(), patience).toContain(`This concerns ${crashes} failed runs`)
    await hand.press(dialog.getByRole('button', { name: `Retry ${crashes}` }))
    await expect
      .poll(() => page.locator('.operation').first().textContent(), patience)
      .toContain(`${crashes} of ${crashes} · ${crashes} retried`)
    await page.getByText('No failed run matches').waitFor(patience)
    expect(hand.clicks()).toBeLessThanOrEqual(clicksMax)
    await keepPictures('exercise-retried')

    await until('they are read now', 20_000, async () => {
      const again = (await line.ends()).filter(({ data }) => data.run === 2)
      return again.length === crashes && again.every(({ type }) => type !== 'url.failed')
    })
    await page.goto(dashboard.base)
    const parse = page.getByRole('region', { name: 'PARSE', exact: true })
    await expect
      .poll(() => parse.locator('.fact', { hasText: 'failed' }).first().textContent(), patience)
      .toBe('failed0')
  })

  it('a consumer that has stopped: is told its name and how far behind it is, follows to the events, and sees it catch up', async () => {
    const { page, hand } = await onDuty()
    const { behind } = words()
    const alarm = alarmOf(page, behind)
    await alarm.waitFor(patience)
    expect(await alarm.textContent()).toMatch(/\d+ events wait for it, 2 are in hand/)
    expect(await alarm.textContent()).toContain('XGROUP DESTROY')
    await hand.press(wayFrom(alarm))
    await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor(patience)
    await page.getByRole('list', { name: 'Events' }).getByRole('listitem').first().waitFor(patience)
    expect(hand.clicks()).toBeLessThanOrEqual(clicksMax)

    await page.goBack()
    await alarm.waitFor(patience)
    await troubled.reviveConsumer()
    await expect.poll(() => alarm.count(), patience).toBe(0)
    const events = page.getByRole('region', { name: 'Events' })
    await expect.poll(() => events.textContent(), patience).toMatch(/up to date\s*newsletter/)
  })
})
