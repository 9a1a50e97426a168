import { articleId, entry, failed, stopped, urlId } from '@stancewire/read-model/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smuggled, told } from './articles-told.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import type { Visit } from './visit.ts'

type Event = { readonly id: string; readonly type: string; readonly subject: string }
type Page = Visit['page']

const early = 60
// What comes is looked for every two seconds.
const patient = { timeout: 10_000 }
const idsIn = (page: Page) => page.locator('.event').evaluateAll((rows) => rows.map((row) => row.dataset.event))
const hide = (page: Page, isHidden: boolean) =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
  )

describe.skipIf(hasNoBrowser())('the page of events', () => {
  let dashboard: Dashboard
  let count = 0
  const newest = async (query = 'limit=200') =>
    (await dashboard.ask<{ items: Event[] }>(`/v1/events/newest?${query}`)).items.map(({ id }) => id)
  const announce = (many = 1) => dashboard.add(Array.from({ length: many }, () => entry(stopped(`page-${++count}`))))

  beforeAll(async () => {
    dashboard = await openDashboard({ entries: [...told(), entry(failed('broken'))] })
    await announce(early)
  })
  afterAll(() => dashboard?.[Symbol.asyncDispose]())

  it('shows the newest events as the API gives them, and the older ones page by page', async () => {
    const { page, violations, keepPictures } = await dashboard.visit('/events')
    await expect.poll(async () => (await idsIn(page)).length, patient).toBe(50)
    expect(await idsIn(page)).toEqual(await newest('limit=50'))
    await page.getByRole('button', { name: 'More events' }).click()
    await expect.poll(() => idsIn(page), patient).toEqual(await newest())
    expect(await page.locator('.event').last().textContent()).toContain('story opened')
    expect(await page.getByText('fetch · error · TimeoutError · no answer').count()).toBe(1)
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(await page.locator('.event').filter({ hasText: smuggled }).count()).toBe(1)
    expect(await violations()).toEqual([])
    await keepPictures('events')
  })

  it('shows what comes as it comes, but not while it is paused or the tab is hidden', async () => {
    const { page } = await dashboard.visit('/events')
    await page.getByText('Live: new events').waitFor()
    await announce()
    await expect.poll(async () => (await idsIn(page))[0], patient).toBe((await newest())[0])
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Paused: nothing new').waitFor()
    const before = await idsIn(page)
    await announce(2)
    await page.waitForTimeout(3_000)
    expect(await idsIn(page)).toEqual(before)
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect.poll(async () => (await idsIn(page)).slice(0, 3), patient).toEqual((await newest()).slice(0, 3))
    await hide(page, true)
    await page.getByText('Paused while the tab is hidden').waitFor()
    await announce()
    await page.waitForTimeout(3_000)
    expect((await idsIn(page))[0]).not.toBe((await newest())[0])
    await hide(page, false)
    await expect.poll(async () => (await idsIn(page)).slice(0, 53), patient).toEqual((await newest()).slice(0, 53))
  })

  it('keeps no more than two hundred as they come, and says so', async () => {
    const { page } = await dashboard.visit('/events')
    await page.getByText('Live: new events').waitFor()
    const before = await idsIn(page)
    await announce(203)
    await page.getByText('some are left out').waitFor()
    await expect.poll(async () => (await idsIn(page)).length, patient).toBe(200 + before.length)
    expect((await idsIn(page)).slice(0, 200)).toEqual(await newest())
    await page.getByRole('button', { name: 'Read anew' }).click()
    await expect.poll(() => idsIn(page), patient).toEqual(await newest('limit=50'))
  })

  it('is narrowed by type, subject and time in the address, and follows no more than that', async () => {
    const { page } = await dashboard.visit('/events?type=url.failed')
    await page.getByText('Live: new events').waitFor()
    await expect.poll(() => idsIn(page), patient).toEqual(await newest('type=url.failed'))
    await dashboard.add([entry(stopped(`page-${++count}`)), entry(failed('broken too'))])
    await expect.poll(() => idsIn(page), patient).toEqual(await newest('type=url.failed'))
    expect(await idsIn(page)).toHaveLength(2)
    await page.getByLabel('Type').selectOption('article.classified,article.duplicated')
    await expect.poll(() => idsIn(page), patient).toEqual(await newest('type=article.classified,article.duplicated'))
    await page.getByLabel('Subject').fill(articleId('copy'))
    await page.getByLabel('Subject').press('Enter')
    await expect.poll(() => idsIn(page), patient).toEqual(await newest(`subject=${articleId('copy')}`))
    await page.getByLabel('Announced before').fill('2020-01-01')
    await page.getByLabel('Announced before').blur()
    await page.getByText('No event fits').waitFor()
    await page.getByText('there is nothing to follow').waitFor()
    await page.goBack()
    await page.goBack()
    await expect.poll(() => idsIn(page), patient).toEqual(await newest('type=article.classified,article.duplicated'))
  })

  it('looks for nothing in what is over where no event fits: it follows from the newest one', async () => {
    const { page } = await dashboard.visit('/events')
    const following = page.waitForRequest((request) => /[?&]subject=.*&after=/.test(request.url()))
    await page.goto(`${dashboard.base}/events?subject=${urlId('late')}`)
    await page.getByText('No event fits').waitFor()
    expect(new URL((await following).url()).searchParams.get('after')).toBe((await newest())[0])
    await page.getByText('Live: new events').waitFor()
    await dashboard.add([entry(stopped('not this one')), entry(stopped('late'))])
    await expect.poll(() => idsIn(page), patient).toEqual(await newest(`subject=${urlId('late')}`))
    expect(await idsIn(page)).toHaveLength(1)
  })

  it('shows an event as it was announced, with a way to what it is about', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit(`/events?subject=${articleId('copy')}`)
    const row = page.locator('.event')
    await row.getByRole('button', { name: /^JSON of/ }).click()
    const [id = ''] = await newest(`subject=${articleId('copy')}`)
    const shown = JSON.parse((await row.locator('pre').textContent()) ?? '')
    expect(shown).toEqual(await dashboard.ask<Event>(`/v1/events/${id}`))
    expect(new URL(page.url()).searchParams.get('id')).toBe(id)
    expect(await violations()).toEqual([])
    expect(await overhang(390)).toBe(0)
    await keepPictures('event-open')
    await row.getByRole('link', { name: /^article of/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Railway must run night trains, says mayor' }).waitFor()
  })

  it('shows the event that the address names, however old, and says where there is none', async () => {
    const oldest = (await newest('type=story.created'))[0] ?? ''
    const { page } = await dashboard.visit(`/events?id=${oldest}`, { expects: /404/ })
    await page.getByRole('heading', { name: 'This event' }).waitFor()
    await expect.poll(() => page.locator('pre').textContent()).toContain(`"id": "${oldest}"`)
    await page.goto(`${dashboard.base}/events?id=e${'0'.repeat(32)}`)
    await page.getByText('No event has this id').waitFor()
    await page.getByLabel('Id', { exact: true }).fill('nonsense')
    await page.getByLabel('Id', { exact: true }).press('Enter')
    await page.getByText('No event has this id').waitFor()
  })
})
