import { entry, stopped, urlId } from '@stancewire/read-model/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import type { Visit } from './visit.ts'

type Page = Visit['page']

const many = 20
const patient = { timeout: 30_000 }
/** From when the picture is that a tab shows. */
const pictureAt = (page: Page) => page.getByText('as of').locator('time').getAttribute('datetime', patient)
const hide = (page: Page, isHidden: boolean) =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
  )

describe.skipIf(hasNoBrowser())('tabs of one browser', () => {
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await openDashboard({ entries: [entry(stopped('first'))] })
  })
  afterAll(() => dashboard?.[Symbol.asyncDispose]())

  /** Opens so many tabs, all of them shown; `holders`: those that have opened a connection for the live picture, in their order. */
  async function openTabs(paths: readonly string[], options: Parameters<Dashboard['visit']>[1] = {}) {
    const first = await dashboard.visit('/login', options)
    const holders: Page[] = []
    const pages = await Promise.all(paths.map(async () => (await first.tab()).page))
    await first.page.close()
    for (const page of pages)
      page.on('request', (request) => {
        if (request.url().endsWith('/v1/live')) holders.push(page)
      })
    await Promise.all(pages.map((page, at) => page.goto(`${dashboard.base}${paths[at]}`)))
    return { pages, holders }
  }

  /** Waits until each shows a picture that is younger than this moment, and none says that its picture is old. */
  async function expectFresh(pages: readonly Page[], than: string): Promise<void> {
    for (const page of pages) {
      await expect.poll(async () => ((await pictureAt(page)) ?? '') > than, patient).toBe(true)
      await expect.poll(() => page.getByRole('alert').count(), patient).toBe(0)
    }
  }

  it('share one connection, however many are shown, and hand it on when the one that holds it is hidden or closed', async () => {
    const { pages, holders } = await openTabs(Array.from({ length: many }, () => '/'))
    await expectFresh(pages, new Date().toISOString())
    expect(holders).toHaveLength(1)
    const [holder] = holders
    if (!holder) throw new Error('somebody holds it')
    await hide(holder, true)
    await holder.getByText('paused', { exact: true }).first().waitFor()
    const others = pages.filter((page) => page !== holder)
    await expectFresh(others, new Date().toISOString())
    expect(holders).toHaveLength(2)
    await hide(holder, false)
    await expectFresh([holder], new Date().toISOString())
    await holders[1]?.close()
    await expectFresh(
      pages.filter((page) => page !== holders[1]),
      new Date().toISOString(),
    )
    expect(holders).toHaveLength(3)
    expect(new Set(holders).size).toBe(3)
  }, 180_000)

  it('follow events each with its own filter, however many are shown', async () => {
    const names = Array.from({ length: many }, (_, at) => `of tab ${at}`)
    const { pages } = await openTabs(names.map((name) => `/events?subject=${urlId(name)}`))
    await Promise.all(pages.map((page) => page.getByText('Live: new events').waitFor(patient)))
    await dashboard.add(names.map((name) => entry(stopped(name))))
    for (const [at, page] of pages.entries()) {
      await expect.poll(() => page.locator('.event').count(), patient).toBe(1)
      const [only] = (
        await dashboard.ask<{ items: { id: string }[] }>(`/v1/events/newest?subject=${urlId(names[at] ?? '')}`)
      ).items
      expect(await page.locator('.event').getAttribute('data-event')).toBe(only?.id)
    }
  }, 180_000)

  it('do not wait for one that hangs', async () => {
    const { pages } = await openTabs(['/livez', '/'])
    const [hanging, page] = pages
    if (!(hanging && page)) throw new Error('there are two')
    await page.goto('about:blank')
    await hanging.evaluate(
      "void navigator.locks.request('stancewire-live', { steal: true }, () => new Promise(() => {}))",
    )
    await page.goto(dashboard.base)
    await expectFresh([page], new Date().toISOString())
  })

  it('have each its own connection where the browser knows no locks', async () => {
    const { pages, holders } = await openTabs(['/login', '/login'])
    for (const page of pages) {
      await page.addInitScript('delete Navigator.prototype.locks')
      await page.goto(dashboard.base)
    }
    holders.length = 0
    await Promise.all(pages.map((page) => page.reload()))
    await expectFresh(pages, new Date().toISOString())
    expect(new Set(holders).size).toBe(2)
  })

  it('say each that the picture is old once it is', async () => {
    const { pages } = await openTabs(['/', '/', '/'])
    await expectFresh(pages, new Date().toISOString())
    await dashboard.line.stop('api')
    for (const page of pages) await page.getByRole('alert').getByText('the connection is lost').waitFor(patient)
  })
})
