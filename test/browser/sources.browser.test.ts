import { type FeedState, openAddedSources, openFeedStates, untouchedFeed } from '@stancewire/storage'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openLine, type TestLine, until } from '../e2e/line.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { openSite, type Site, smuggled } from './sources-site.ts'

type Source = {
  readonly id: string
  readonly state: string
  readonly outlet: string | null
  readonly itemsPerDay: number
  readonly runs: { readonly lastWeek: number }
  readonly feed: { readonly failures: number; readonly lastError: { readonly why: string } | null } | null
}
type Listed = { readonly items: readonly Source[]; readonly states: Readonly<Record<string, number>> }

const topic = new URL('../e2e/night-trains.yaml', import.meta.url).pathname
const hourMs = 3_600_000
const at = (agoMs: number) => new Date(Date.now() - agoMs).toISOString()
const soon = { nextAt: at(-hourMs), nextWhy: 'interval', polledAt: at(60_000), readAt: at(60_000) } as const
const words = {
  failing: 'Failing',
  silent: 'Silent',
  'backing-off': 'Backing off',
  polled: 'Polled',
  new: 'New',
  paused: 'Paused',
}

/** Sources as they would stand after a long time; nobody polls them here. */
const stood: Readonly<Record<string, Partial<FeedState>>> = {
  'alpine-post': { ...soon, newAt: at(hourMs / 2), usualGapMs: 2 * hourMs, timesNew: 40 },
  'coast-herald': {
    ...{ ...soon, failures: 7, nextWhy: 'backing-off', nextAt: at(-hourMs / 2) },
    lastError: { at: at(60_000), why: `answered 503 ${smuggled}` },
  },
  'delta-times': { ...soon, newAt: at(90 * hourMs), usualGapMs: 9 * hourMs, timesNew: 40 },
  'east-echo': {
    ...{ ...soon, failures: 1, nextWhy: 'host-asked', nextAt: at(-2 * hourMs) },
    lastError: { at: at(60_000), why: 'answered 429' },
  },
  'forest-news': soon,
}

/** What of a source is to be seen. */
function shownOf({ id, outlet, state, feed, runs }: Source): string[] {
  const failures = feed?.failures ? `${feed.failures} in a row` : 'none'
  const word = words[state as keyof typeof words]
  return [id, outlet ?? '', word, failures, `${runs.lastWeek} in 7 days`, feed?.lastError?.why ?? '']
}

describe.skipIf(hasNoBrowser())('the page of the sources', () => {
  const open = new AsyncDisposableStack()
  let line: TestLine
  let dashboard: Dashboard
  beforeAll(async () => {
    const sources = [...Object.keys(stood), 'gate-gazette'].map((id) => ({
      ...{
        id,
        url: `https://${id}.example/feeds/all.xml?section=world`,
        outlet: id.replace('-', ' '),
        everySeconds: 300,
      },
    }))
    line = open.use(
      await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources, api: { requestsPerMinute: 1_000_000 } }),
    )
    const states = openFeedStates(line.redis, line)
    for (const [id, state] of Object.entries(stood)) await states.write(id, { ...untouchedFeed, ...state })
    dashboard = open.use(await openDashboard({ line }))
  }, 60_000)
  afterAll(() => open.disposeAsync())

  const told = (query = '') => dashboard.ask<Listed>(`/v1/sources${query}`)

  it('shows of each source what the API tells of it', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit('/sources')
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(6)
    const { items, states } = await told()
    for (const [at, source] of items.entries()) {
      const text = (await rows.nth(at).textContent()) ?? ''
      for (const part of shownOf(source)) expect(text, source.id).toContain(part)
      expect(await rows.nth(at).locator('td:nth-of-type(5) a').textContent()).toBe(String(source.itemsPerDay))
    }
    for (const [state, word] of Object.entries(words)) {
      const figure = page.locator('.figure').filter({ has: page.getByText(word, { exact: true }) })
      expect(Number.parseInt((await figure.locator('dd').textContent()) ?? '', 10), state).toBe(states[state])
    }
    expect(await page.title()).toContain('Sources')
    expect(await violations()).toEqual([])
    await keepPictures('sources')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await overhang()).toBe(0)
  })

  it('says why each is polled when it is', async () => {
    const { page } = await dashboard.visit('/sources')
    const why = (id: string) =>
      page.locator('tbody tr').filter({ hasText: id }).locator('td:nth-of-type(3)').textContent()
    await page.getByRole('link', { name: 'alpine-post', exact: true }).waitFor()
    expect(await why('alpine-post')).toContain('every 5m')
    expect(await why('coast-herald')).toContain('put off: 7 failures in a row; usually every 5m')
    expect(await why('east-echo')).toContain('its host asked to wait so long')
    expect(await why('gate-gazette')).toContain('within seconds, then every 5m')
    const silent = await page.locator('tbody tr').filter({ hasText: 'delta-times' }).textContent()
    expect(silent).toContain('usually within 9h')
  })

  it('is narrowed by what stands in the address, and the back button undoes it', async () => {
    const { page } = await dashboard.visit('/sources?state=failing')
    const names = () => page.locator('tbody th .source-name > a').allTextContents()
    await expect.poll(names).toEqual(['coast-herald'])
    await page.getByLabel('State').selectOption('silent')
    await expect.poll(names).toEqual(['delta-times'])
    await page.goBack()
    await expect.poll(names).toEqual(['coast-herald'])
    await page.getByLabel('Words').fill('nowhere')
    await page.getByLabel('Words').press('Enter')
    await page.getByText('No source fits').waitFor()
    await page.getByRole('link', { name: 'Show all sources' }).click()
    await expect.poll(async () => (await names()).length).toBe(6)
    await page.getByRole('link', { name: 'forest-news', exact: true }).click()
    await expect.poll(names).toEqual(['forest-news'])
    expect(new URL(page.url()).search).toBe('?id=forest-news')
  })

  it('pauses a source with a reason and an end, and lets it go on', async () => {
    const { page, logIn } = await dashboard.visit('/login')
    await logIn(await dashboard.token('operate'))
    await page.getByRole('link', { name: 'Sources' }).first().click()
    await page.getByRole('button', { name: 'Pause alpine-post' }).click()
    await page.getByLabel('Reason').fill('too many of one kind')
    await page.getByRole('button', { name: 'Pause alpine-post', exact: true }).last().click()
    const row = page.locator('tbody tr').filter({ hasText: 'alpine-post' })
    await expect.poll(() => row.textContent()).toContain('too many of one kind')
    expect((await told('?state=paused')).items.map(({ id }) => id)).toEqual(['alpine-post'])
    await page.getByRole('button', { name: 'Resume alpine-post' }).click()
    await expect.poll(async () => (await told('?state=paused')).items).toEqual([])
    await expect.poll(() => row.textContent()).toContain('Polled')
  })

  it('offers nothing to those who may only look', async () => {
    const { page } = await dashboard.visit('/sources?add=yes')
    await page.getByRole('link', { name: 'alpine-post', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: /Pause|Add|Remove|Test/ }).count()).toBe(0)
  })
})

describe.skipIf(hasNoBrowser())('adding a source', () => {
  const open = new AsyncDisposableStack()
  let line: TestLine
  let site: Site
  let dashboard: Dashboard
  beforeAll(async () => {
    site = open.use(await openSite())
    const limits = { fetch: { allowPrivate: 'loopback', hostDelayMs: 0 } }
    const api = { requestsPerMinute: 1_000_000 }
    line = open.use(await openLine({ redisUrl: inject('redisUrl'), topics: [topic], sources: [], limits, api }))
    dashboard = open.use(await openDashboard({ line }))
    await line.start('archive')
    await line.startAll()
  }, 90_000)
  afterAll(() => open.disposeAsync())

  it('goes from the address of a site to its first article', async () => {
    const { page, logIn, violations, keepPictures, overhang } = await dashboard.visit('/login')
    await logIn(await dashboard.token('operate'))
    await page.getByRole('link', { name: 'Sources' }).first().click()
    await page.getByText('There are no sources yet').waitFor()
    await page.getByRole('button', { name: 'Add a source …' }).click()
    await page.getByLabel('Address of a site').fill(site.at)
    await page.getByRole('button', { name: 'Find feeds' }).click()
    const found = page.getByRole('table', { name: 'Feeds that were found' }).locator('tbody tr')
    await expect.poll(() => found.count()).toBe(2)
    expect(await found.nth(0).textContent()).toContain('The Ferry Post')
    expect(await found.nth(1).textContent()).toContain(smuggled)
    expect(await found.nth(1).textContent()).toContain('it answers 404')
    await page.getByRole('button', { name: 'See what it lists: The Ferry Post' }).click()
    await page.getByText('can be polled').waitFor()
    expect(await page.locator('.trial-items').textContent()).toContain(smuggled)
    expect(await violations()).toEqual([])
    await keepPictures('sources-add')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await overhang()).toBe(0)
    await page.getByLabel('Id').fill('ferry-post')
    await page.getByLabel('Polled').selectOption('60')
    await page.getByRole('button', { name: 'Add this source' }).click()
    await page.getByText('ferry-post was added').waitFor()
    const articles = () => dashboard.ask<{ items: { title: string }[] }>('/v1/articles')
    await until('its first article is in the archive', 30_000, async () => (await articles()).items.length > 0)
    expect((await articles()).items.map(({ title }) => title)).toEqual(['Mayor wants night trains back'])
    const row = page.locator('tbody tr').filter({ hasText: 'ferry-post' })
    await expect.poll(() => row.textContent(), { timeout: 30_000 }).toContain('Polled')
    await expect.poll(() => row.textContent(), { timeout: 30_000 }).toMatch(/2 in 7 daysarticles: 1/)
    await keepPictures('sources-added')
    expect(await page.title()).toBe('Sources · Stancewire')
    await page.getByRole('button', { name: 'Remove ferry-post' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await keepPictures('sources-remove')
    await dialog.getByRole('button', { name: 'Remove ferry-post' }).click({ timeout: 5_000 })
    await page.getByText('ferry-post is polled no more').waitFor()
    expect(await openAddedSources(line.redis, line).all()).toEqual([])
  })

  it('says what is wrong with an address, and what to do', async () => {
    const { page, logIn } = await dashboard.visit('/login', { expects: /Failed to load resource.* 400/ })
    await logIn(await dashboard.token('operate'))
    await page.getByRole('link', { name: 'Sources' }).first().click()
    await page.getByRole('button', { name: 'Add a source …' }).click()
    const find = async (address: string) => {
      await page.getByLabel('Address of a site').fill(address)
      await page.getByRole('button', { name: 'Find feeds' }).click()
    }
    await find('two words')
    await page.getByText('This is no address').waitFor()
    await find('http://10.0.0.1/rss')
    await page.getByText('is not a public address; set limits.fetch.allowPrivate').waitFor()
    await find(`${site.at}/page.xml`)
    await page.getByText('The page names no feed').waitFor()
    await find(`${site.at}/busy.xml`)
    await page.getByText('It answers 429').waitFor()
  })
})
