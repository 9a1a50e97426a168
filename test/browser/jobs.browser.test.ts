import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillFailingLine, kinds, openFailingLine, putOff, smuggled } from './failing-line.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import { rowsOf } from './rows-of.ts'

type Counted = {
  readonly count: number
  readonly groups: readonly { readonly errorName: string; readonly count: number }[]
}
type Items<Item> = { readonly items: readonly Item[] }

const patience = { timeout: 15_000 }

describe.skipIf(hasNoBrowser())('the page of jobs', () => {
  const open = new AsyncDisposableStack()
  let dashboard: Dashboard
  const counted = (query = '') => dashboard.ask<Counted>(`/v1/failed/count${query}`)

  beforeAll(async () => {
    const line = open.use(await openFailingLine())
    dashboard = open.use(await openDashboard({ line }))
    await fillFailingLine(line, dashboard.database)
  }, 90_000)
  afterAll(() => open.disposeAsync())

  it('tells of jobs and failed runs what the API tells', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit('/jobs')
    await rowsOf(page, 'Failed runs').first().waitFor()
    const { count, groups } = await counted()
    expect(count).toBe(kinds.reduce((sum, kind) => sum + kind.count, 0))
    expect(await page.locator('.failed-count').textContent()).toContain(
      `${count} failed runs of ${groups.length} kinds`,
    )
    for (const { errorName, count: alike } of groups)
      expect(await page.locator('.failed-groups li', { hasText: errorName }).textContent()).toContain(String(alike))
    const { queues } = await dashboard.ask<{ queues: Record<string, number | string>[] }>('/v1/queues')
    for (const { queue, waiting, delayed, active, failed } of queues) {
      const name = String(queue).replaceAll('-', ' ').toUpperCase()
      const row = rowsOf(page, 'Jobs by stage and state').filter({ hasText: name })
      await expect
        .poll(async () => (await row.locator('td a').allTextContents()).join(' '), patience)
        .toBe([waiting, delayed, active, failed].join(' '))
    }
    expect(await violations()).toEqual([])
    await keepPictures('jobs-failed')
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await overhang()).toBe(0)
  })

  it('shows no way to change anything to whoever may only look', async () => {
    const { page, logIn } = await dashboard.visit('/jobs')
    for (const role of [undefined, 'read'] as const) {
      if (role) await logIn(await dashboard.token(role))
      await page.goto(`${dashboard.base}/jobs`)
      await rowsOf(page, 'Failed runs').first().waitFor()
      for (const name of [/retry/i, /discard/i, /export/i, /pause/i])
        expect(await page.getByRole('button', { name }).count(), String(name)).toBe(0)
      expect(await page.getByRole('checkbox').count()).toBe(0)
    }
  })

  it('finds by what is known of them, keeps that in the address, and says what does not count in another list', async () => {
    const { page } = await dashboard.visit('/jobs')
    await page.locator('.failed-groups').getByText('TimeoutError').click()
    await expect.poll(() => page.url(), patience).toContain('errorName=TimeoutError')
    const alike = (await counted('?errorName=TimeoutError&stage=fetch&cause=error')).count
    await expect.poll(() => page.locator('.failed-count').textContent(), patience).toContain(`${alike} failed runs`)
    await page.getByLabel('URL or message').fill('trains-7')
    await page.getByLabel('URL or message').press('Enter')
    const one = (await counted('?errorName=TimeoutError&match=trains-7')).count
    await expect.poll(() => rowsOf(page, 'Failed runs').count(), patience).toBe(one)
    await page.goBack()
    await expect.poll(() => page.locator('.failed-count').textContent(), patience).toContain(`${alike} failed runs`)
    await page.getByRole('navigation', { name: 'Lists of jobs' }).getByText('Ended').click()
    await expect.poll(() => page.getByRole('note').textContent(), patience).toContain('cause “error”')
    await page.getByRole('link', { name: 'Take away' }).click()
    const path = '/v1/runs?stage=fetch&errorName=TimeoutError'
    const { items } = await dashboard.ask<Items<object>>(path)
    await expect.poll(() => rowsOf(page, 'Runs that have ended').count(), patience).toBe(items.length)
    expect(await page.getByRole('note').count()).toBe(0)
  })

  it('says of jobs that are put off when they come back, and why', async () => {
    const { page, violations, keepPictures } = await dashboard.visit('/jobs?state=delayed&stage=fetch')
    const row = rowsOf(page, 'FETCH: put off').first()
    await row.waitFor()
    expect(await row.textContent()).toContain('Host is blocked')
    expect(await row.textContent()).toMatch(/in \d+ min/)
    await keepPictures('jobs-put-off')
    await row
      .getByRole('link', { name: new RegExp(String(putOff.number)) })
      .first()
      .click()
    await page.getByRole('heading', { name: 'What happened to a URL' }).waitFor()
    await expect.poll(() => page.locator('main').textContent(), patience).toContain('Host is blocked')
    expect(await violations()).toEqual([])
    await keepPictures('run-put-off')
  })

  it.each(['waiting&stage=parse', 'active', 'hosts', 'moving', 'ended'])('lists what is %s', async (state) => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit(`/jobs?state=${state}`)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await expect.poll(() => page.locator('main [aria-busy="true"]').count(), patience).toBe(0)
    expect(await violations()).toEqual([])
    await keepPictures(`jobs-${state.split('&')[0]}`)
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await overhang()).toBe(0)
  })

  it('shows errors and addresses as text, whatever they say', async () => {
    const { page, logIn } = await dashboard.visit('/')
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/jobs?errorName=TypeError`)
    await page.getByText(smuggled).first().waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    await rowsOf(page, 'Failed runs').first().getByRole('link').first().click()
    await page.getByText('Error and stack').waitFor()
    await page.getByText(smuggled).first().waitFor()
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.title()).toBe('What happened to a URL · Stancewire')
  })

  it('shows the whole way of a run with its figures, its message and its stack', async () => {
    const { items } = await dashboard.ask<Items<{ urlId: string }>>('/v1/failed?stage=classify-stance')
    const urlId = items[0]?.urlId ?? ''
    type Step = { readonly stage: string; readonly tries: number }
    const trace = await dashboard.ask<Items<{ steps: readonly Step[] }>>(`/v1/urls/${urlId}/trace`)
    const { page, logIn, violations, keepPictures, overhang } = await dashboard.visit(`/urls/${urlId}`)
    await page.getByText('Message and stack are shown to the role operate').waitFor()
    expect(await page.locator('.job-facts').textContent()).toContain('RangeError: invalid array length')
    expect(await page.locator('.job-facts').textContent()).not.toContain('"urlId"')
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/urls/${urlId}`)
    const rows = page.locator('.way tbody tr')
    await rows.first().waitFor()
    const steps = trace.items[0]?.steps ?? []
    expect(steps).toHaveLength(4)
    expect(await rows.count()).toBe(steps.length + 1)
    for (const [at, { stage, tries }] of steps.entries()) {
      const told = await rows.nth(at + 1).textContent()
      expect(told).toContain(stage.replaceAll('-', ' ').toUpperCase())
      expect(told).toMatch(new RegExp(`${tries}$`))
    }
    await expect
      .poll(() => page.locator('.job-facts').textContent(), patience)
      .toContain('RangeError: invalid array length')
    expect(await page.locator('.job-facts').textContent()).toContain(`"urlId": "${urlId}"`)
    expect(await violations()).toEqual([])
    await keepPictures('run-failed')
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await overhang()).toBe(0)
  })

  it('exports what is chosen as a file', async () => {
    const { page, logIn, keepPictures } = await dashboard.visit('/')
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/jobs?errorName=RangeError`)
    await page.getByRole('checkbox', { name: 'Choose the 3 shown' }).check()
    await keepPictures('jobs-chosen')
    await page.getByRole('button', { name: 'Export the 3 chosen' }).click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.textContent(), patience).toContain('This concerns 3 failed runs')
    await keepPictures('jobs-export')
    const coming = page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'As NDJSON' }).click()
    const stream = await (await coming).createReadStream()
    let text = ''
    for await (const part of stream) text += String(part)
    const names = text
      .trim()
      .split('\n')
      .map((row) => (JSON.parse(row) as { errorName: string }).errorName)
    expect(names).toEqual(['RangeError', 'RangeError', 'RangeError'])
  })

  it('discards one, and retries all that match after telling how many that are, with progress and a note in the audit', async () => {
    const { page, logIn, violations, keepPictures, overhang } = await dashboard.visit('/')
    await logIn(await dashboard.token('admin'))
    await page.goto(`${dashboard.base}/jobs?host=slow.example&state=failed`)
    await rowsOf(page, 'Failed runs').first().getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Discard the 1 chosen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Discard 1' }).click()
    await expect
      .poll(() => page.locator('.operation').first().textContent(), patience)
      .toContain('1 of 1 · 1 discarded')
    const { count } = await counted('?host=slow.example')
    expect(count).toBe(37)
    await expect.poll(() => page.locator('.failed-count').textContent(), patience).toContain('37 failed runs')

    await page.getByRole('button', { name: 'Retry all that match' }).click()
    await expect.poll(() => dialog.textContent(), patience).toContain('This concerns 37 failed runs')
    expect(await violations()).toEqual([])
    expect(await overhang(390)).toBe(0)
    await keepPictures('jobs-ask')
    expect((await counted('?host=slow.example')).count).toBe(37)
    await dialog.getByRole('button', { name: 'Retry 37' }).click()
    await expect
      .poll(() => page.locator('.operation').first().textContent(), patience)
      .toContain('37 of 37 · 37 retried')
    expect(await page.locator('.operation progress').first().getAttribute('value')).toBe('37')
    await page.getByText('No failed run matches').waitFor()
    expect((await counted('?host=slow.example')).count).toBe(0)
    expect(await overhang(390)).toBe(0)
    expect(await violations()).toEqual([])
    await keepPictures('jobs-operations')

    await page.goto(`${dashboard.base}/audit`)
    const changes = rowsOf(page, 'Changes')
    await changes.first().waitFor()
    const retry = await changes.filter({ hasText: 'failed.retry' }).first().textContent()
    expect(retry).toContain('admin-')
    expect(retry).toContain('slow.example')
    expect(retry).toMatch(/37$/)
    expect(await violations()).toEqual([])
    expect(await overhang(390)).toBe(0)
    await keepPictures('audit')
    await page.getByLabel('What').selectOption('failed.discard')
    await expect.poll(() => changes.count(), patience).toBe(2)
    expect((await changes.allTextContents()).map((text) => /asked|done/.exec(text)?.[0])).toEqual(['done', 'asked'])
    expect(page.url()).toContain('action=failed.discard')
  })

  it('pauses a host with a reason and an end, and lets it go on', async () => {
    const { page, logIn } = await dashboard.visit('/')
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/jobs?state=hosts&host=busy.example`)
    await page.getByRole('button', { name: 'Pause busy.example' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('they asked')
    await dialog.getByRole('button', { name: 'Pause busy.example' }).click()
    await page.getByRole('button', { name: 'Resume busy.example' }).waitFor()
    type Pause = {
      readonly kind: string
      readonly name: string
      readonly reason: string
      readonly until: string | null
    }
    const { items } = await dashboard.ask<Items<Pause>>('/v1/pauses')
    expect(items).toMatchObject([
      { kind: 'host', name: 'busy.example', reason: 'they asked', until: expect.any(String) },
    ])
    await page.getByRole('button', { name: 'Resume busy.example' }).click()
    await page.getByRole('button', { name: 'Pause busy.example' }).waitFor()
    expect((await dashboard.ask<Items<Pause>>('/v1/pauses')).items).toEqual([])
  })

  it('shows the raw queues to operators', async () => {
    const { page, logIn } = await dashboard.visit('/')
    expect((await fetch(`${dashboard.base}/board`)).status).toBe(401)
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/board`)
    await page.getByText('classify-stance').first().waitFor()
  })
})
