import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { hostileArticle, markup, topicHistory } from './topic-history.ts'

type Position = { readonly holderId: string; readonly name: string; readonly stance: string; readonly quote: string }
type List<Item> = { readonly items: readonly Item[]; readonly next: string | null }
type Shift = {
  readonly name: string
  readonly holderId: string
  readonly fromStance: string
  readonly toStance: string
}
type Said = Position & {
  readonly title: string
  readonly url: string
  readonly articleId: string
  readonly outlet: string
  readonly context: { readonly before: string; readonly after: string }
}

const stances = ['support', 'mixed', 'oppose'] as const
const topic = '/v1/topics/night-trains'

describe.skipIf(hasNoBrowser())('the page of a topic', () => {
  let dashboard: Dashboard
  const endMs = Date.now()
  const column = (page: Page, stance: string) => page.getByRole('region', { name: stance, exact: true })
  const ask = <Answer>(path: string) => dashboard.ask<Answer>(`${topic}${path}`)
  const named = async (name: string) => {
    const all = await ask<List<Position>>('/positions?limit=200')
    const found = all.items.find((one) => one.name === name)
    if (!found) throw new Error(`nobody is called ${name}`)
    return found
  }

  beforeAll(async () => {
    dashboard = await openDashboard({ entries: topicHistory(endMs) })
  }, 60_000)
  afterAll(() => dashboard[Symbol.asyncDispose]())

  it('lists the topics with their proposition and how many stand where', async () => {
    const { page, keepPictures, violations } = await dashboard.visit('/topics')
    await page.getByRole('link', { name: 'Night trains through the valley' }).waitFor()
    const counts = await ask<Record<string, number>>('/positions/count')
    const card = page.getByRole('listitem').filter({ hasText: 'The regional railway should run night trains' })
    for (const stance of stances) expect(await card.textContent()).toContain(`${stance} ${counts[stance]}`)
    await page.getByText('Last moved:').waitFor()
    await keepPictures('topics')
    expect(await violations()).toEqual([])
  })

  it('shows who stands where as the API tells it, in three columns', async () => {
    const { page, keepPictures, keepForReadme, violations, overhang } = await dashboard.visit('/topics/night-trains')
    await page.getByRole('heading', { name: 'Who moved' }).waitFor()
    const counts = await ask<Record<string, number>>('/positions/count')
    for (const stance of stances) {
      const told = (await ask<List<Position>>(`/positions?stance=${stance}&limit=8`)).items
      const cards = column(page, stance).getByRole('listitem')
      await cards.first().waitFor()
      expect(await cards.locator('.holder-name').allTextContents()).toEqual(told.map(({ name }) => name))
      expect(await cards.getByRole('blockquote').allTextContents()).toEqual(told.map(({ quote }) => quote))
      expect(await column(page, stance).locator('.standing-count').textContent()).toBe(String(counts[stance]))
    }
    await page.getByText('The numbers').waitFor()
    await page.getByRole('table').first().waitFor()
    await keepPictures('topic')
    await keepForReadme('dashboard-topic', 735)
    expect(await overhang()).toBe(0)
    expect(await violations()).toEqual([])
  })

  it('tells every change of position: who, from what to what, and the words', async () => {
    const { page } = await dashboard.visit('/topics/night-trains')
    const told = (await ask<List<Shift & { readonly quote: string }>>('/changes?limit=100')).items
    expect(told.length).toBeGreaterThan(6)
    await page.getByRole('button', { name: `Show all ${told.length} changes` }).click()
    const rows = page.locator('.shift-row')
    expect(await rows.locator('.shift-who a').allTextContents()).toEqual(told.map(({ name }) => name))
    expect(await rows.locator('mark').allTextContents()).toEqual(told.map(({ quote }) => quote))
    const marked = page.locator('.shift-line a')
    expect(await marked.count()).toBe(told.length)
    const [first] = told
    expect(await marked.first().getAttribute('aria-label')).toContain(
      `${first?.name}: from ${first?.fromStance} to ${first?.toStance}`,
    )
  })

  it('keeps the filters in the address, and the back button takes them back', async () => {
    const { page, keepPictures } = await dashboard.visit('/topics/night-trains')
    await column(page, 'support').getByRole('listitem').first().waitFor()
    await page.getByLabel('Affiliation').selectOption('Valley Railway')
    await page.waitForURL(/affiliation=Valley/)
    const counts = await ask<Record<string, number>>('/positions/count?affiliation=Valley%20Railway')
    for (const stance of stances)
      await expect
        .poll(() => column(page, stance).locator('.standing-count').textContent())
        .toBe(String(counts[stance]))
    await column(page, 'oppose').getByText('None that the filters leave').waitFor()
    await keepPictures('topic-narrowed')
    await page.goBack()
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await expect.poll(() => page.getByLabel('Affiliation').inputValue()).toBe('')
  })

  it('shows where everybody stood at the end of a day', async () => {
    const at = new Date(endMs - 300 * 86_400_000).toISOString().slice(0, 10)
    const { page } = await dashboard.visit(`/topics/night-trains?at=${at}&type=person`)
    const counts = await ask<Record<string, number>>(`/positions/count?at=${at}&holderType=person`)
    const now = await ask<Record<string, number>>('/positions/count?holderType=person')
    expect(counts).not.toEqual(now)
    for (const stance of stances) {
      const told = (await ask<List<Position>>(`/positions?at=${at}&holderType=person&stance=${stance}&limit=8`)).items
      await expect
        .poll(() => column(page, stance).locator('.standing-count').textContent())
        .toBe(String(counts[stance]))
      await expect
        .poll(() => column(page, stance).locator('.holder-name').allTextContents())
        .toEqual(told.map(({ name }) => name))
    }
  })

  it('opens a holder with every statement in its sentence, and leads back to where one was', async () => {
    const { page, keepPictures, violations, overhang } = await dashboard.visit('/topics/night-trains')
    const { holderId, name } = await named('Tomas Varga')
    await column(page, 'support').getByRole('link', { name }).click()
    await page.waitForURL(new RegExp(`holder=${holderId}`))
    const panel = page.getByRole('complementary', { name: 'A holder' })
    await panel.getByRole('heading', { name }).waitFor()
    await panel.locator('.said').first().waitFor()
    const told = (await ask<List<Said>>(`/statements?holder=${holderId}&context=true`)).items
    expect(told.length).toBeGreaterThan(5)
    expect(await panel.locator('.said blockquote').allTextContents()).toEqual(
      told.map(({ quote, context }) => `${context.before}${quote}${context.after}`),
    )
    expect(await panel.locator('.said mark').allTextContents()).toEqual(told.map(({ quote }) => quote))
    const found = await panel.locator('.said-source a').all()
    const links = await Promise.all(found.map((link) => link.getAttribute('href')))
    expect(links).toEqual(told.flatMap(({ articleId, url }) => [`/articles/${articleId}`, url]))
    const moves = (await ask<List<Shift>>(`/changes?holder=${holderId}`)).items
    expect(await panel.getByText('Moved:').count()).toBe(moves.length)
    await page.evaluate('scrollTo(0, 0)')
    await keepPictures('topic-holder')
    expect(await overhang()).toBe(0)
    expect(await violations()).toEqual([])
    await page.goBack()
    await expect.poll(() => panel.count()).toBe(0)
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(name)
  })

  it('finds a holder by the beginning of a name', async () => {
    const { page } = await dashboard.visit('/topics/night-trains')
    await page.getByLabel('Find somebody').fill('fed')
    await page.getByRole('status').getByRole('link', { name: 'Federation of Freight Carriers' }).click()
    await page.waitForURL(/holder=/)
    await page.getByRole('complementary').getByRole('heading', { name: 'Federation of Freight Carriers' }).waitFor()
    await page.getByLabel('Find somebody').fill('zz')
    await page.getByText('Nobody of this name').waitFor()
  })

  it('is used by keyboard alone, and fits a telephone', async () => {
    const { page, overhang } = await dashboard.visit('/topics/night-trains', { width: 390 })
    const card = column(page, 'oppose').getByRole('link').first()
    await card.waitFor()
    expect(await overhang()).toBe(0)
    await card.focus()
    const name = await card.textContent()
    await page.keyboard.press('Enter')
    const heading = page.getByRole('heading', { name: name ?? '', level: 2 })
    await heading.waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H2')
    expect(await column(page, 'oppose').isVisible()).toBe(false)
    expect(await overhang()).toBe(0)
    await page.getByRole('link', { name: 'Everyone on this topic' }).press('Enter')
    await expect.poll(() => column(page, 'oppose').isVisible()).toBe(true)
  })

  it('draws articles by stance over time, and tells the same as numbers', async () => {
    const { page } = await dashboard.visit('/topics/night-trains?by=month')
    type Heard = { readonly from: string; readonly stances: Record<string, { readonly articles: number }> }
    const told = (await ask<List<Heard>>('/timeline?by=month')).items
    await page.getByText('The numbers').click()
    const table = page.getByRole('table', { name: 'Articles by stance, by month' })
    const rows = table.getByRole('row')
    await expect.poll(() => rows.count()).toBe(told.length + 1)
    for (const [at, { stances: heard }] of told.entries()) {
      const cells = await rows
        .nth(at + 1)
        .getByRole('cell')
        .allTextContents()
      expect(cells.map((cell) => Number.parseInt(cell, 10))).toEqual(stances.map((one) => heard[one]?.articles ?? 0))
    }
    await page.getByLabel('Show', { exact: true }).selectOption('number')
    await page.waitForURL(/measure=number/)
  })

  it('sums up by affiliation and by outlet, each leading to what is behind it', async () => {
    const { page } = await dashboard.visit('/topics/night-trains')
    type Line = {
      readonly name: string | null
      readonly statements: number
      readonly stances: Record<string, { holders: number }>
    }
    for (const by of ['affiliation', 'outlet'] as const) {
      const told = (await ask<List<Line>>(`/summary?by=${by}`)).items
      const table = page.getByRole('table', { name: new RegExp(`^By ${by}`) })
      await table.waitFor()
      const cells = await table.getByRole('cell').allTextContents()
      const known = told.toSorted((a, b) => Number(a.name === null) - Number(b.name === null)).slice(0, 8)
      expect(cells.map(Number)).toEqual(
        known.flatMap((line) => [...stances.map((one) => line.stances[one]?.holders ?? 0), line.statements]),
      )
    }
    await page
      .getByRole('table', { name: /^By outlet/ })
      .getByRole('link')
      .first()
      .click()
    await page.waitForURL(/outlet=/)
  })

  it('says what there is not: an unknown topic, filters that nothing fits, a day that is none', async () => {
    const { page, keepPictures } = await dashboard.visit('/topics/nothing')
    await page.getByText('There is no such topic').waitFor()
    await page.goto(`${dashboard.base}/topics/night-trains?outlet=Nowhere%20Times`)
    await page.getByText('Nobody moved').waitFor()
    await page.getByText('Nothing was heard', { exact: true }).waitFor()
    await keepPictures('topic-nothing')
    const counts = await ask<Record<string, number>>('/positions/count')
    await page.goto(`${dashboard.base}/topics/night-trains?at=someday`)
    await expect
      .poll(() => column(page, 'support').locator('.standing-count').textContent())
      .toBe(String(counts.support))
  })

  it('says why something cannot be shown, and tries again', async () => {
    const { page } = await dashboard.visit('/topics', { expects: /503/ })
    const away = { title: 'Service unavailable', detail: 'the archive is being moved', status: 503 }
    const answer = { status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) }
    await page.route('**/changes?*', (route) => route.fulfill(answer))
    await page.goto(`${dashboard.base}/topics/night-trains`)
    const alert = page.getByRole('alert').filter({ hasText: 'the archive is being moved' })
    await alert.waitFor()
    expect(await alert.textContent()).toContain('Service unavailable')
    await page.unroute('**/changes?*')
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.shift-row').first().waitFor()
  })

  it('shows markup of outlets, holders, titles and words as the letters it is', async () => {
    await dashboard.add([hostileArticle(endMs)])
    const { page } = await dashboard.visit('/topics/night-trains')
    await column(page, 'oppose')
      .getByRole('link', { name: `${markup} Smith` })
      .click()
    const panel = page.getByRole('complementary')
    await panel.getByRole('heading', { name: `${markup} Smith` }).waitFor()
    expect(await panel.locator('.said mark').textContent()).toBe(markup)
    expect(await panel.locator('.said-source').textContent()).toContain(`${markup} at the station`)
    expect(await panel.locator('.said-source b').textContent()).toBe(`${markup} Times`)
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.title()).not.toBe('taken')
  })
})
