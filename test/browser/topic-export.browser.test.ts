import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { topicHistory } from './topic-history.ts'

type List<Item> = { readonly items: readonly Item[]; readonly next: string | null }
type Said = { readonly holderId: string; readonly name: string; readonly quote: string }

const topic = '/v1/topics/night-trains'

describe.skipIf(hasNoBrowser())('what the page of a topic exports', () => {
  let dashboard: Dashboard
  const ask = <Answer>(path: string) => dashboard.ask<Answer>(`${topic}${path}`)

  beforeAll(async () => {
    dashboard = await openDashboard({ entries: topicHistory(Date.now()) })
  }, 60_000)
  afterAll(() => dashboard[Symbol.asyncDispose]())

  it('exports what is shown, all of its pages, as CSV and NDJSON', async () => {
    const { page, keepPictures } = await dashboard.visit('/topics/night-trains?type=person')
    await page.getByRole('button', { name: 'Export…' }).click()
    await keepPictures('topic-export')
    const told = (await ask<List<Said>>('/statements?holderType=person&limit=200')).items
    await page.getByLabel('What', { exact: true }).selectOption('statements')
    await page.getByLabel('As', { exact: true }).selectOption('ndjson')
    expect(
      (await saved(page))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(told)
    await page.getByText(`${told.length} rows saved`).waitFor()
    await page.getByLabel('As', { exact: true }).selectOption('csv')
    const lines = (await saved(page)).split('\r\n').slice(0, -1)
    expect(lines[0]).toMatch(/^\uFEFFholderId,name,/)
    expect(lines).toHaveLength(told.length + 1)
  })

  it('exports what is shown over time and by affiliation', async () => {
    const { page } = await dashboard.visit('/topics/night-trains?by=month')
    await page.locator('.over-time').waitFor()
    await page.getByRole('button', { name: 'Export…' }).click()
    const what = page.getByRole('dialog').getByLabel('What', { exact: true })
    await page.getByRole('dialog').getByLabel('As', { exact: true }).selectOption('ndjson')
    const rows = async () =>
      (await saved(page))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, string | number | null>)
    type Stretch = { readonly from: string; readonly stances: Record<string, { readonly articles: number }> }
    const stretches = (await ask<List<Stretch>>('/timeline?by=month&limit=1000')).items
    await what.selectOption('over-time')
    const overTime = await rows()
    for (const { from, stances: heard } of stretches)
      expect(overTime.find((row) => row.from === from)?.supportArticles).toBe(heard.support?.articles ?? 0)
    type Sum = { readonly name: string | null; readonly statements: number }
    const sums = (await ask<List<Sum>>('/summary?by=affiliation&limit=200')).items
    await what.selectOption('affiliation')
    expect((await rows()).map(({ name, statements }) => ({ name, statements }))).toEqual(
      sums.map(({ name, statements }) => ({ name, statements })),
    )
  })
})

/** What the browser saves. */
async function saved(page: Page): Promise<string> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file' }).click()
  return await readFile(await (await coming).path(), 'utf8')
}
