import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillFailingLine, openFailingLine } from './failing-line.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { rowsOf } from './rows-of.ts'

type Items<Item> = { readonly items: readonly Item[] }

const patience = { timeout: 15_000 }

describe.skipIf(hasNoBrowser())('the lists of jobs', () => {
  const open = new AsyncDisposableStack()
  let dashboard: Dashboard

  beforeAll(async () => {
    const line = open.use(await openFailingLine())
    dashboard = open.use(await openDashboard({ line }))
    await fillFailingLine(line, dashboard.database)
  }, 90_000)
  afterAll(() => open.disposeAsync())

  it('finds runs on their way by where their jobs stand and why, and says what a topic means', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit('/jobs?state=moving')
    const shown = () => rowsOf(page, 'Runs on their way').count()
    const told = async (query: string) => (await dashboard.ask<Items<object>>(`/v1/runs/moving?${query}`)).items.length
    await page.getByLabel('Stage', { exact: true }).selectOption('parse')
    await expect.poll(shown, patience).toBe(3)
    expect(await told('stage=parse')).toBe(3)
    await page.getByLabel('Stage', { exact: true }).selectOption('')
    await page.getByLabel('Why put off').selectOption('host-blocked')
    await expect.poll(shown, patience).toBe(2)
    expect(await told('why=host-blocked&is=put-off')).toBe(2)
    await page.getByLabel('Topic').selectOption('night-trains')
    await page.getByText('No run on its way matches').waitFor()
    await page.getByText('before that, it means that an earlier run of the same address').waitFor()
    expect(await violations()).toEqual([])
    expect(await overhang(390)).toBe(0)
    await keepPictures('jobs-moving-narrowed')
  })

  it('finds jobs by when they are due, in the time of whoever looks', async () => {
    const soon = new Date(Date.now() + 5 * 60_000).toISOString()
    const { page } = await dashboard.visit(`/jobs?state=delayed&until=${soon}`)
    await page.getByText('No job here matches').waitFor()
    await page.getByLabel('Due before').fill('')
    await page.getByLabel('Due before').blur()
    await expect.poll(() => rowsOf(page, 'FETCH: put off').count(), patience).toBe(2)
    expect(await page.getByLabel('Why put off').count()).toBe(1)
    await page.goto(`${dashboard.base}/jobs?state=waiting`)
    await page.getByLabel('Waiting since', { exact: true }).waitFor()
    expect(await page.getByLabel('Why put off').count()).toBe(0)
  })

  it.each([
    ['waiting&stage=parse', 'PARSE: waiting', 'jobs', 3],
    ['moving', 'Runs on their way', 'runs on their way', 5],
    ['ended&stage=parse&reason=paywalled', 'Runs that have ended', 'runs', 3],
    ['hosts', 'Hosts', 'hosts', 0],
  ] as const)('exports what the list shows, and what is chosen of it: %s', async (query, table, what, count) => {
    const { page, logIn, violations, keepPictures } = await dashboard.visit('/')
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/jobs?state=${query}`)
    const rows = rowsOf(page, table)
    await rows.first().waitFor()
    const all = await rows.count()
    if (count > 0) expect(all).toBe(count)
    await page.getByRole('button', { name: `Export all ${what} that match` }).click()
    const lines = async (format: string) => {
      const coming = page.waitForEvent('download')
      await page.getByRole('dialog').getByText(`As ${format}`).click()
      const stream = await (await coming).createReadStream()
      let text = ''
      for await (const part of stream) text += String(part)
      return text.trim().split(/\r?\n/)
    }
    expect(await lines('NDJSON')).toHaveLength(all)
    await rows.first().getByRole('checkbox').check()
    expect(await violations()).toEqual([])
    await keepPictures(`jobs-chosen-${query.split('&')[0]}`)
    await page.getByRole('button', { name: 'Export the 1 chosen' }).click()
    const csv = await lines('CSV')
    expect(csv).toHaveLength(2)
    const name = (await rows.first().getByRole('rowheader').getByRole('link').first().textContent()) ?? ''
    expect(csv[1]).toContain(name)
  })
})
