import { storyId } from '@stancewire/read-model/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstTitle, smuggled, told } from './articles-told.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'

type Told = { readonly title: string; readonly outlet: string; readonly groupId: string }
type Story = {
  readonly title: string
  readonly storyId: string
  readonly articleCount: number
  readonly outlets: readonly string[]
  readonly first: Told | null
}

const trains = `/stories/${storyId('trains')}`

describe.skipIf(hasNoBrowser())('the pages of stories', () => {
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await openDashboard({ entries: [...told()] })
  })
  afterAll(() => dashboard?.[Symbol.asyncDispose]())

  it('list what the API lists: how large each is, and who was first', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit('/stories')
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(1)
    const { items } = await dashboard.ask<{ items: Story[] }>('/v1/stories')
    const [story] = items
    expect(await rows.locator('th').allTextContents()).toEqual([story?.title])
    const cells = await rows.locator('td').allTextContents()
    expect(cells.slice(1, 3)).toEqual([String(story?.articleCount), String(story?.outlets.length)])
    expect(cells[3]).toBe('Harbour Courier 3 Mar 2026, 08:05')
    expect(story).toMatchObject({ articleCount: 3, first: { outlet: 'Harbour Courier' } })
    expect(await violations()).toEqual([])
    await keepPictures('stories')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await overhang()).toBe(0)
  })

  it('show the articles of one in their order, with who was first and who repeats whom', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit('/stories')
    await page.getByRole('link', { name: firstTitle }).click()
    const entries = page.locator('.story-entry')
    await expect.poll(() => entries.count()).toBe(3)
    const { articles } = await dashboard.ask<{ articles: Told[] }>(`/v1${trains}`)
    expect(await page.locator('.story-entry .story-title').allTextContents()).toEqual(
      articles.map(({ title }) => title),
    )
    const texts = await entries.allTextContents()
    expect(texts[0]).toMatch(/^3 Mar 2026, 08:05●.*Harbour Courier.*first.*told 2 times$/)
    expect(texts[1]).toMatch(/^3 Mar 2026, 09:40\+ 1 ?h.* 35 ?m.*≈.*Valley Post.*near copyas Harbour Courier had it$/)
    expect(texts[2]).toMatch(/^4 Mar 2026◐.*Coast Herald.*partly taken$/)
    expect(await page.locator('.figures').textContent()).toContain('Articles32 without copies')
    expect(await violations()).toEqual([])
    await keepPictures('story')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await overhang()).toBe(0)
    await page.getByRole('link', { name: 'told 2 times' }).click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    await page.goBack()
    await expect.poll(() => entries.count()).toBe(3)
  })

  it('are narrowed by topic and time in the address', async () => {
    const { page } = await dashboard.visit('/stories?topic=night-trains')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    await page.getByLabel('Grew before').fill('2026-03-02')
    await page.getByLabel('Grew before').blur()
    await page.getByText('No story fits').waitFor()
    expect(new URL(page.url()).search).toBe('?topic=night-trains&until=2026-03-02')
    await page.goBack()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  })

  it('show foreign text as text, and say where there is no such story', async () => {
    const { page } = await dashboard.visit(`/stories/${storyId('smuggler')}`, { expects: /404/ })
    await page.getByText('No such story is kept').waitFor()
    await page.route('**/v1/stories/**', async (route) => {
      const story = { ...(await dashboard.ask<object>(`/v1${trains}`)), title: smuggled }
      await route.fulfill({ json: story })
    })
    await page.goto(`${dashboard.base}${trains}`)
    await page.getByRole('heading', { level: 1, name: smuggled }).waitFor()
    expect(await page.title()).toBe(`${smuggled} · Stancewire`)
    expect(await page.locator('main img, main script').count()).toBe(0)
  })
})
