import { basename, join, resolve } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'

/** A window of a browser that shows the dashboard. */
export type Visit = {
  readonly page: Page
  /** What broke in the window so far: errors on its console, scripts that threw, what its policy refused. */
  readonly errors: string[]
  /** Other hosts that it asked for something. */
  readonly otherHosts: string[]
  logIn(token: string): Promise<void>
  /** Opens a tab beside it, where the same person is logged in. */
  tab(): Promise<Pick<Visit, 'page' | 'logIn'>>
  /** What axe finds that is serious or critical, as sentences. */
  violations(): Promise<string[]>
  /** Keeps pictures of the window at both widths, light and dark, where they are wanted. */
  keepPictures(name: string): Promise<void>
  /** Keeps a picture of the page's beginning, wide, light and so high, where the pictures of the README are wanted. */
  keepForReadme(name: string, height: number): Promise<void>
  /** How many pixels it is wider than the window, or than one of this width. */
  overhang(width?: number): Promise<number>
}

export type VisitOptions = {
  readonly width?: number
  readonly colors?: 'light' | 'dark'
  /** Of the browser. */
  readonly language?: string
  /** Errors that this test makes happen. */
  readonly expects?: RegExp
}

const height = 900
const widths = [390, 1440] as const
const pictures = process.env.STANCEWIRE_PICTURES
// There stand those of the README, and no others.
const areForReadme = pictures !== undefined && basename(resolve(pictures)) === 'docs'

/** Opens a window; at the end of the test it must have stayed without errors, and within its own host. */
export async function openVisit(
  { browser, base }: { readonly browser: Browser; readonly base: string },
  path: string,
  { width = 1440, colors = 'light', language = 'en-GB', expects }: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: colors,
    locale: language,
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  const inside = (tab: Page) => ({ page: tab, logIn: (token: string) => logIn(tab, base, token) })
  const tab = async () => inside(await context.newPage())
  const visit = { ...inside(page), tab, ...watched(page, base), ...looks(page) }
  onTestFinished(async () => {
    await context.close()
    expect(visit.errors.filter((text) => !expects?.test(text))).toEqual([])
    expect(visit.otherHosts).toEqual([])
  })
  await page.goto(`${base}${path}`)
  return visit
}

function watched(page: Page, base: string): Pick<Visit, 'errors' | 'otherHosts'> {
  const errors: string[] = []
  const otherHosts: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) otherHosts.push(request.url())
  })
  return { errors, otherHosts }
}

function looks(page: Page): Pick<Visit, 'violations' | 'keepPictures' | 'keepForReadme' | 'overhang'> {
  return {
    async violations() {
      // Given to the window from outside, as its own policy would refuse it; once for each document.
      if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source)
      const found = await page.evaluate<{ violations: Violation[] }>("axe.run({ resultTypes: ['violations'] })")
      return found.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`)
    },
    async keepPictures(name) {
      if (!pictures || areForReadme) return
      const before = page.viewportSize()
      for (const width of widths)
        for (const colors of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height })
          await page.emulateMedia({ colorScheme: colors })
          await page.screenshot({ path: join(pictures, `${name}-${width}-${colors}.png`), fullPage: true })
        }
      if (before) await page.setViewportSize(before)
      await page.emulateMedia({ colorScheme: 'light' })
    },
    async keepForReadme(name, tall) {
      if (!pictures || !areForReadme) return
      await page.setViewportSize({ width: 1440, height: tall })
      await page.evaluate('scrollTo(0, 0)')
      await page.screenshot({ path: join(pictures, `${name}.png`) })
    },
    async overhang(width) {
      const before = page.viewportSize()
      if (width !== undefined) await page.setViewportSize({ width, height })
      const over = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      if (before) await page.setViewportSize(before)
      return over
    },
  }
}

type Violation = { readonly id: string; readonly impact: string | null; readonly nodes: readonly { html: string }[] }

async function logIn(page: Page, base: string, token: string): Promise<void> {
  await page.goto(`${base}/login`)
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
}
