import { articleId, classified, entry, position, storyId } from '@stancewire/read-model/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { topicHistory } from './topic-history.ts'

const soon = { timeout: 5_000 }

/** A story that two outlets tell at the same moment. */
function tie(endMs: number) {
  const at = new Date(endMs - 600_000).toISOString()
  const title = 'Two tell it at once'
  const outlets = ['Twin Post', 'Twin Mail']
  const about = { storyId: storyId('tied'), title, articleId: articleId(outlets[0] ?? ''), topics: ['night-trains'] }
  const state = { ...about, size: 2, outlets, firstAt: at, lastAt: at }
  const facts = { publishedAt: at, topic: 'night-trains', title, story: 'tied' }
  const positions = [position('Agnes Rook', 'support')]
  return [
    ...outlets.map((outlet) => entry(classified(outlet, { ...facts, outlet, positions }), `${title}, says ${outlet}.`)),
    entry({ type: 'story.created', data: state }),
  ]
}

describe.skipIf(hasNoBrowser())('a place in the dashboard', () => {
  let dashboard: Dashboard
  const endMs = Date.now()
  beforeAll(async () => {
    dashboard = await openDashboard({ entries: [...topicHistory(endMs), ...tie(endMs)] })
  }, 60_000)
  afterAll(() => dashboard?.[Symbol.asyncDispose]())

  it('is where it was left when somebody goes back: as much of a list, and as far down', async () => {
    const { page } = await dashboard.visit('/articles')
    const rows = page.locator('tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(50)
    await page.getByRole('button', { name: 'More articles' }).click()
    await expect.poll(() => rows.count(), soon).toBe(100)
    const link = rows.nth(80).getByRole('link').first()
    await link.scrollIntoViewIfNeeded()
    const top = await page.evaluate<number>('scrollY')
    expect(top).toBeGreaterThan(1_000)
    await link.click()
    await page.getByRole('heading', { name: 'Facts' }).waitFor()
    expect(await page.evaluate('scrollY')).toBe(0)
    await page.goBack()
    await expect.poll(() => rows.count(), soon).toBe(100)
    await expect.poll(() => page.evaluate('scrollY'), soon).toBe(top)
    await page.goForward()
    await page.getByRole('heading', { name: 'Facts' }).waitFor()
    await page.getByRole('link', { name: 'Articles', exact: true }).click()
    await expect.poll(() => rows.count(), { message: 'a new visit begins anew', ...soon }).toBe(50)
    expect(await page.evaluate('scrollY')).toBe(0)
  })

  it.each([
    ['/stories?topic=nope&since=2020-01-01', 'topic', '/stories?since=2020-01-01'],
    ['/sources?state=bogus', 'state', '/sources'],
    ['/topics/night-trains?holder=nope', 'holder', '/topics/night-trains'],
    ['/urls/nonsense', 'address', '/'],
  ])('that a link names wrongly, %s, is said in words, with a way on', async (link, name, rest) => {
    const { page, keepPictures, violations } = await dashboard.visit(link, { expects: /400|404/ })
    const alert = page.getByRole('alert').filter({ hasText: 'This link names what is not known here' })
    await alert.first().waitFor()
    expect(await alert.first().textContent()).toContain(name)
    expect(await page.getByText('querystring/').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    await keepPictures(`wrong-link-${name}`)
    expect(await violations()).toEqual([])
    await alert.first().getByRole('link').click()
    await expect.poll(() => page.url(), soon).toBe(`${dashboard.base}${rest}`)
    await expect.poll(() => alert.count(), soon).toBe(0)
  })

  it('in a text field is kept as it is typed, without the Enter key', async () => {
    const { page } = await dashboard.visit('/articles')
    await page.getByLabel('Words').pressSequentially('two tell', { delay: 20 })
    await page.waitForURL(/search=two\+tell/)
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(2)
    await page.reload()
    await expect.poll(() => page.getByLabel('Words').inputValue(), soon).toBe('two tell')
  })

  it('of somebody on a topic is found by the Enter key, and left by Escape', async () => {
    const { page } = await dashboard.visit('/topics/night-trains')
    await page.getByLabel('Find somebody').fill('agnes')
    await page.getByRole('status').getByRole('link', { name: 'Agnes Rook' }).waitFor()
    await page.getByLabel('Find somebody').press('Enter')
    const panel = page.getByRole('complementary', { name: 'A holder' })
    await panel.getByRole('heading', { name: 'Agnes Rook' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => panel.count(), soon).toBe(0)
  })

  it('of everybody whom an outlet quoted is the outlet’s filter, as the API counts them', async () => {
    const outlet = 'Twin Post'
    const { page } = await dashboard.visit(`/topics/night-trains?outlet=${encodeURIComponent(outlet)}`)
    const support = page.getByRole('region', { name: 'support', exact: true })
    await support.getByRole('link', { name: 'Agnes Rook' }).waitFor()
    for (const name of ['Valley Courier', 'Northern Post']) {
      await page.getByLabel('Outlet', { exact: true }).selectOption(name)
      const query = `outlet=${encodeURIComponent(name)}`
      type Said = { readonly items: readonly { readonly holderId: string }[] }
      const said = await dashboard.ask<Said>(`/v1/topics/night-trains/statements?${query}&limit=200`)
      const heard = new Set(said.items.map(({ holderId }) => holderId)).size
      const counts = page.locator('.standing-count')
      const sum = async () => (await counts.allTextContents()).reduce((all, text) => all + Number(text), 0)
      await expect.poll(sum, soon).toBe(heard)
    }
    await page.getByText('by their latest words there').waitFor()
  })

  it('in time that two share is nobody’s alone', async () => {
    const { page } = await dashboard.visit('/stories')
    await page
      .getByRole('link', { name: /Two tell it at once/ })
      .first()
      .click()
    const entries = page.locator('.story-entry')
    await expect.poll(() => entries.count(), soon).toBe(2)
    for (const text of await entries.allTextContents()) {
      expect(text).toContain('among the first')
      expect(text).not.toContain('0ms')
    }
    await page.locator('.figures').getByText('2 at once').waitFor()
  })

  it('of an article has a title as wide as its card on a telephone', async () => {
    const { page, overhang } = await dashboard.visit('/articles', { width: 390 })
    const card = page.locator('tbody tr').first()
    await card.waitFor()
    const [whole, title] = await Promise.all([card.boundingBox(), card.locator('th').boundingBox()])
    expect(title?.width).toBeGreaterThan((whole?.width ?? 0) * 0.85)
    expect(await overhang()).toBe(0)
  })

  it('of an article in time, and an export, can be left without a file', async () => {
    const { page } = await dashboard.visit('/topics/night-trains')
    await page.getByRole('button', { name: 'Export…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => page.getByRole('dialog').count(), soon).toBe(0)
    expect(await page.locator('.shift-when').first().textContent()).toMatch(/\d{2}:\d{2}/)
  })

  it('has English words wherever the browser is from', async () => {
    const { page } = await dashboard.visit('/', { language: 'de-DE' })
    await page.goto(`${dashboard.base}/topics/night-trains`)
    await page.locator('.holder-age').first().waitFor()
    const text = await page.locator('main').textContent()
    expect(text).toMatch(/ago|just now|today|yesterday/)
    expect(text).not.toMatch(/\bvor \d|gestern|Monat/)
    await page.goto(`${dashboard.base}/articles`)
    await page.locator('tbody').getByRole('link').first().click()
    await page.locator('.facts').getByText('English').waitFor()
  })
})
