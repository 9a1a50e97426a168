import { openTokens } from '@stancewire/read-model'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openProxy } from '../faults/proxy.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'

describe.skipIf(hasNoBrowser())('the dashboard around its pages', () => {
  const open = new AsyncDisposableStack()
  let proxy: Awaited<ReturnType<typeof openProxy>>
  let dashboard: Dashboard

  beforeAll(async () => {
    proxy = open.use(await openProxy({ to: inject('redisUrl') }))
    dashboard = open.use(await openDashboard({ redisUrl: proxy.url }))
  }, 60_000)
  afterAll(() => open.disposeAsync())

  it('is shown to whoever sits at this machine, who may only look', async () => {
    const { page } = await dashboard.visit()
    await page.getByText('this machine').waitFor()
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
  })

  it('lets in by a token, says who it is, and lets out again', async () => {
    const { page, keepPictures } = await dashboard.visit('/login?to=/%3Frange%3D7d', { expects: /401/ })
    await page.getByLabel('Token').fill('stw_wrong')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByText('This is no token that can be used').waitFor()
    await keepPictures('login')
    await page.getByLabel('Token').fill(await dashboard.token('operate'))
    await page.getByLabel('Token').press('Enter')
    await page.getByText('operate-1').waitFor()
    expect(new URL(page.url()).search).toBe('?range=7d')
    expect(await page.evaluate('document.cookie')).toBe('')
    await page.reload()
    await page.getByText('operate-1').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('this machine').waitFor()
    await page.reload()
    await page.getByText('this machine').waitFor()
  })

  it('leads nowhere else after the login, whoever made the link', async () => {
    const { page } = await dashboard.visit('/login?to=https://elsewhere.example/x')
    await page.getByLabel('Token').fill(await dashboard.token('read'))
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { name: 'Line', level: 1 }).waitFor()
    expect(page.url()).toBe(`${dashboard.base}/`)
    for (const to of [
      '/.//elsewhere.example/x',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/./\\elsewhere.example',
    ]) {
      await page.goto(`${dashboard.base}/login?to=${encodeURIComponent(to)}`)
      expect(await page.getByRole('link', { name: 'Go on as read-' }).evaluate((link) => link.href), to).toBe(
        `${dashboard.base}/`,
      )
    }
    await page.getByRole('link', { name: 'Go on as read-' }).click()
    await page.getByRole('heading', { name: 'Line', level: 1 }).waitFor()
  })

  it('tells who one is since another tab has logged in, and asks again before it does anything as them', async () => {
    const one = await dashboard.visit('/', { expects: /40[13]/ })
    const { page, logIn, keepPictures, violations } = one
    await logIn(await dashboard.token('operate'))
    await page.getByRole('button', { name: 'Pause PARSE' }).click()
    await page.getByLabel('Reason').fill('two tabs')
    const other = await one.tab()
    await other.logIn(await dashboard.token('admin'))
    const name = (await other.page.locator('.viewer').textContent())?.match(/admin-\d+/)?.[0] ?? 'nobody'
    const told = page.getByRole('dialog', { name: `You are ${name} now` })
    await told.waitFor()
    await keepPictures('somebody-else')
    expect(await violations()).toEqual([])
    await told.getByRole('button', { name: `Go on as ${name}` }).click()
    expect(await page.getByRole('button', { name: 'Resume PARSE' }).count()).toBe(0)
    expect(await page.locator('.viewer').textContent()).toContain(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Pause PARSE' }).click()
    await page.getByRole('button', { name: 'Resume PARSE' }).click()
    await page.getByRole('button', { name: 'Pause PARSE' }).waitFor()
  })

  it('does nothing in the name of somebody else where it was not told in time', async () => {
    const one = await dashboard.visit('/', { expects: /40[13]/ })
    const { page, logIn } = one
    await logIn(await dashboard.token('operate'))
    await page.getByRole('button', { name: 'Pause PARSE' }).click()
    await page.getByLabel('Reason').fill('told late')
    const posted = await page.evaluate<number>(`fetch('/v1/session', {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify({ token: await dashboard.token('admin') }))},
    }).then(({ status }) => status)`)
    expect(posted).toBe(200)
    await page.getByLabel('Reason').press('Enter')
    await page.getByRole('dialog', { name: /^You are admin/ }).waitFor()
    await page.getByText('Another tab has logged in').waitFor()
    const { items } = await dashboard.ask<{ items: object[] }>('/v1/pauses')
    expect(items).toEqual([])
  })

  it('says at once that one was logged out in another tab, keeps the page, and leads to the login', async () => {
    const one = await dashboard.visit('/', { expects: /401/ })
    const { page, logIn, keepPictures, violations } = one
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/?range=7d`)
    await page.getByRole('button', { name: 'Pause PARSE' }).waitFor()
    const { page: second } = await one.tab()
    await second.goto(dashboard.base)
    await second.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('alert').filter({ hasText: 'You were logged out' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Pause PARSE' }).count()).toBe(0)
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    await keepPictures('logged-out')
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'Log in again' }).click()
    await page.getByLabel('Token').fill(await dashboard.token('operate'))
    await page.getByLabel('Token').press('Enter')
    await page.getByRole('button', { name: 'Pause PARSE' }).waitFor()
    expect(new URL(page.url()).search).toBe('?range=7d')
    expect(await page.getByText('You were logged out').count()).toBe(0)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('this machine').waitFor()
    expect(await page.getByText('You were logged out').count()).toBe(0)
  })

  it('notices within seconds that the token was revoked', async () => {
    const { page, logIn } = await dashboard.visit('/', { expects: /401|ERR_/ })
    await logIn(await dashboard.token('operate'))
    const name = (await page.locator('.viewer').textContent())?.match(/operate-\d+/)?.[0] ?? 'nobody'
    await page.getByRole('button', { name: 'Pause PARSE' }).waitFor()
    await openTokens(dashboard.database).revoke(name)
    await page
      .getByRole('alert')
      .filter({ hasText: `the session of ${name} has ended` })
      .waitFor({ timeout: 8_000 })
    expect(await page.getByRole('button', { name: 'Pause PARSE' }).count()).toBe(0)
  })

  it('keeps what is shown where nobody may look without a token', async () => {
    const { page, logIn } = await dashboard.visit('/', { expects: /401/ })
    await logIn(await dashboard.token('read'))
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    const refusal = { status: 401, title: 'A token is needed' }
    const answer = { status: 401, contentType: 'application/problem+json', body: JSON.stringify(refusal) }
    await page.route('**/v1/session', (route) => route.fulfill(answer))
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.getByRole('alert').filter({ hasText: 'You were logged out' }).waitFor()
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.getByText('live', { exact: true }).count()).toBe(0)
  })

  it('takes the Enter key for a pause, and says that a reason is needed', async () => {
    const { page, logIn } = await dashboard.visit()
    await logIn(await dashboard.token('operate'))
    await page.goto(`${dashboard.base}/jobs`)
    await page.getByRole('button', { name: 'Pause PARSE' }).click()
    const dialog = page.getByRole('dialog')
    expect(await page.evaluate("getComputedStyle(document.querySelector('dialog')).textAlign")).toBe('start')
    await dialog.getByLabel('Reason').press('Enter')
    await dialog.getByText('Say why').waitFor()
    await dialog.getByLabel('Reason').fill('by the keyboard')
    await dialog.getByLabel('Reason').press('Enter')
    await page.getByRole('button', { name: 'Resume PARSE' }).click()
    await page.getByRole('button', { name: 'Pause PARSE' }).waitFor()
  })

  it('keeps the theme that was chosen', async () => {
    const { page } = await dashboard.visit('/', { colors: 'dark' })
    const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
    const dark = await paper()
    await page.getByRole('button', { name: 'Theme: as the system' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).waitFor()
    const light = await paper()
    expect(light).not.toBe(dark)
    await page.reload()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    expect(await paper()).toBe(dark)
  })

  it('is reached by the keyboard alone: past the header, and into each page', async () => {
    const { page } = await dashboard.visit()
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
    await page.getByRole('link', { name: 'Log in' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
  })

  it('begins a page at its title before a field of it can be typed into', async () => {
    const { page } = await dashboard.visit('/')
    await page.getByRole('link', { name: 'Log in' }).waitFor()
    await page.evaluate(`new MutationObserver(() => {
      if (document.querySelector('form.login')) globalThis.atFirst ??= document.activeElement.tagName
    }).observe(document.body, { childList: true, subtree: true })`)
    await page.getByRole('link', { name: 'Log in' }).click()
    await page.getByLabel('Token').waitFor()
    expect(await page.evaluate('atFirst')).toBe('H1')
  })

  it('has its pages behind a button where there is little room', async () => {
    const { page, overhang, violations } = await dashboard.visit('/login', { width: 390 })
    const jobs = page.getByRole('link', { name: 'Sources', exact: true })
    await page.getByRole('heading', { name: 'Log in', level: 1 }).waitFor()
    expect(await jobs.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu' }).click()
    expect(await jobs.isVisible()).toBe(true)
    expect(await overhang()).toBe(0)
    expect(await violations()).toEqual([])
  })

  it('says that there is no such page', async () => {
    const { page } = await dashboard.visit()
    await page.evaluate("history.pushState(null, '', '/nowhere'); dispatchEvent(new PopStateEvent('popstate'))")
    await page.getByText('There is no such page').waitFor()
  })

  it.each(['/nowhere', '/jobs/', '/urls'])('says so also where %s is opened as an address', async (path) => {
    const { page, violations } = await dashboard.visit(path, { expects: /404/ })
    await page.getByText('There is no such page').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'Jobs', exact: true }).click()
    await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
  })

  it('is logged out at once, and leaves no session behind that was there before', async () => {
    const { page, logIn } = await dashboard.visit('/')
    const cookie = async () => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const statusOf = async (shown: string) =>
      (await fetch(`${dashboard.base}/v1/operations`, { headers: { cookie: shown } })).status
    await logIn(await dashboard.token('operate'))
    const first = await cookie()
    expect(await statusOf(first)).toBe(200)
    await logIn(await dashboard.token('operate'))
    const second = await cookie()
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200])
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('this machine').waitFor()
    expect(await statusOf(second)).toBe(401)
  })

  it('is served under a policy that runs and shows nothing but its own files', async () => {
    const { headers } = await fetch(dashboard.base)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  it('is there with a hundred kilobytes, compressed, charts and all', async () => {
    const { page } = await dashboard.visit()
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    const loaded = await page.evaluate<number[]>(
      "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]" +
        ".filter(({ name }) => !name.includes('/v1/')).map(({ encodedBodySize }) => encodedBodySize)",
    )
    const bytes = loaded.reduce((all, each) => all + each, 0)
    console.log(`first load: ${bytes} bytes in ${loaded.length} files`)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(100_000)
  })

  it('says that Redis is away, and what is not known meanwhile; and that it is back', async () => {
    const { page, logIn } = await dashboard.visit('/')
    await logIn(await dashboard.token('operate'))
    const parse = page.getByRole('region', { name: 'PARSE' })
    await parse.waitFor()
    const pause = parse.getByRole('button', { name: 'Pause PARSE' })
    await expect.poll(() => pause.isEnabled()).toBe(true)
    await proxy.refuse()
    proxy.cut()
    await page.getByText('Redis does not answer').waitFor()
    await parse.getByText('unknown').waitFor()
    expect(await parse.getByRole('link').allTextContents()).toEqual(['–', '–', '–', '–'])
    await expect.poll(() => pause.isDisabled()).toBe(true)
    await proxy.pass()
    await expect
      .poll(() => parse.getByRole('link').allTextContents(), { timeout: 15_000 })
      .toEqual(['0', '0', '0', '0'])
  })

  // The last of this file: the API is gone behind it.
  it('says that the picture is old once the API is gone', async () => {
    const { page, keepPictures } = await dashboard.visit('/', { expects: /ERR_/ })
    await page.getByRole('region', { name: 'PARSE' }).waitFor()
    await dashboard.line.stop('api', 'SIGKILL')
    await page.getByRole('alert').filter({ hasText: 'the connection is lost' }).waitFor()
    await page.getByText('not live').waitFor()
    await keepPictures('line-not-live')
  })
})
