import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openLine, until } from '../e2e/line.ts'
import { openProxy } from '../faults/proxy.ts'
import { openDemoLine } from './demo-line.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import type { Visit } from './visit.ts'

const noArticle = `a${'0'.repeat(32)}`
const noStory = `s${'0'.repeat(32)}`
const noUrl = `u${'0'.repeat(32)}`
const banner = 'Until it is back nothing new comes'
const notReady = 'asked again as soon as Redis is back'

/** Each page: its picture's name, its path, and what it says with the demo's data, with nothing yet, and with Redis away. */
const pages = [
  ['line', '/', 'All is well', 'No archive reads the events', 'Start Redis again'],
  ['jobs', '/jobs', '1 failed run', 'Nothing has failed', '1 failed run'],
  ['jobs-waiting', '/jobs?state=waiting', 'nothing waiting', 'all runs that are on their way', notReady],
  ['jobs-hosts', '/jobs?state=hosts', 'Nothing waits at a host', 'Nothing waits at a host', notReady],
  ['jobs-moving', '/jobs?state=moving', 'Nothing is on its way', 'runs that have ended', 'runs that have ended'],
  ['jobs-ended', '/jobs?state=ended', 'a copy', 'No run has ended yet', 'a copy'],
  ['sources', '/sources', 'every 1s', 'Add the first one', 'how polling goes is not known'],
  ['topics', '/topics', 'Last moved', 'nobody was heard yet', 'Last moved'],
  ['topic', '/topics/TOPIC', 'who was heard last first', 'It fills as articles come', 'who was heard last first'],
  ['articles', '/articles', 'Lindenpost', 'No article was read yet', 'Lindenpost'],
  ['article', '/articles/ARTICLE', 'Facts', 'Search all articles', 'Facts'],
  ['stories', '/stories', 'Meridian Wire', 'There is no story yet', 'Meridian Wire'],
  ['story', '/stories/STORY', 'As it was told', 'Look at all stories', 'As it was told'],
  ['events', '/events', 'article read', 'Nothing was announced yet', 'Nothing new comes while Redis is away'],
  ['audit', '/audit', 'paused for a look', /Nothing was changed yet|admin-1/, 'paused for a look'],
  ['run', '/urls/URL', 'Error and stack', 'No run of this URL is known', notReady],
  ['login', '/login', 'Whoever runs the line issues tokens', 'Go on as admin-1', 'Go on as admin'],
] as const

const states = [
  { state: 'the demo’s data', slug: 'demo', says: 2, makes: {} },
  { state: 'nothing yet', slug: 'empty', says: 3, makes: { expects: /404/ } },
  { state: 'Redis away', slug: 'redis-away', says: 4, makes: { expects: /503/ } },
] as const

/** Wide and light, narrow and dark: the other two would find nothing else. */
const looks = [
  { width: 1440, colors: 'light' },
  { width: 390, colors: 'dark' },
] as const

type Look = (typeof looks)[number]
type Ids = Readonly<Record<'TOPIC' | 'ARTICLE' | 'STORY' | 'URL', string>>

describe.skipIf(hasNoBrowser())('each page', () => {
  const open = new AsyncDisposableStack()
  let proxy: Awaited<ReturnType<typeof openProxy>>
  let demo: Dashboard
  let nothing: Dashboard
  let ids: Ids

  beforeAll(async () => {
    proxy = open.use(await openProxy({ to: inject('redisUrl') }))
    const line = open.use(await openDemoLine())
    demo = open.use(await openDashboard({ line, redisUrl: proxy.url }))
    await line.start('archive')
    nothing = open.use(await openDashboard({ line: open.use(await openNothing()) }))
    const ended = await line.allEnded()
    await until('the archive has read the demo', 30_000, async () => (await list(demo, 'runs')).length === ended)
    await pauseOnce(demo)
    ids = {
      TOPIC: (await list(demo, 'topics'))[0]?.id ?? '',
      ARTICLE: (await list(demo, 'articles?stance=oppose'))[0]?.articleId ?? '',
      STORY: (await list(demo, 'stories')).find(({ articleCount }) => Number(articleCount) > 3)?.storyId ?? '',
      URL: (await list(demo, 'failed'))[0]?.urlId ?? '',
    }
  }, 120_000)
  afterAll(() => open.disposeAsync())

  it.each(states)(
    'says what is and what to do, can be used by everybody, and fits, with $state',
    async (one) => {
      const [dashboard, known] = one.slug === 'empty' ? [nothing, nobody] : [demo, ids]
      const visit = await dashboard.visit('/', one.makes)
      await visit.logIn(await dashboard.token('admin'))
      if (one.slug === 'redis-away') await proxy.refuse()
      for (const [at, line] of pages.entries()) {
        const [name, path] = line
        await visit.page.goto(`${dashboard.base}${path.replace(/[A-Z]{3,}/, (id) => known[id as keyof Ids])}`)
        await shows(visit, line[one.says])
        if (one.slug === 'redis-away' && name !== 'line') await visit.page.getByText(banner).waitFor()
        // What there is but in one state looks alike on all pages: half of the looks find it.
        await judge(visit, name, one.slug === 'demo' ? looks : looks.slice(at % 2, (at % 2) + 1))
        await visit.keepPictures(`state-${one.slug}-${name}`)
      }
      if (one.slug !== 'redis-away') return
      await visit.page.goto(`${dashboard.base}/jobs?state=hosts`)
      await visit.page.getByText(notReady).waitFor()
      await proxy.pass()
      await visit.page.getByText('Nothing waits at a host').waitFor({ timeout: 15_000 })
      await expect.poll(() => visit.page.getByText(banner).count(), { timeout: 5_000 }).toBe(0)
    },
    120_000,
  )
})

/** Waits until the page says this, and has read all that it shows. */
async function shows({ page }: Visit, words: string | RegExp): Promise<void> {
  await page.locator('main').getByText(words).filter({ visible: true }).first().waitFor()
  await expect.poll(() => page.locator('main [aria-busy="true"], main .loading').count()).toBe(0)
}

/** Expects that it is no wider than each window, and that everybody can use it as it looks here. */
async function judge({ page, overhang, violations }: Visit, name: string, chosen: readonly Look[]): Promise<void> {
  for (const { width } of looks) expect.soft(await overhang(width), `${name} at ${width} px`).toBe(0)
  for (const { width, colors } of chosen) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: colors })
    expect.soft(await violations(), `${name}, ${colors}`).toEqual([])
  }
}

const nobody: Ids = { TOPIC: 'night-trains', ARTICLE: noArticle, STORY: noStory, URL: noUrl }

/** A line that polls nothing, and on which nobody works. */
function openNothing() {
  return openLine({
    redisUrl: inject('redisUrl'),
    topics: [join(import.meta.dirname, '..', 'e2e', 'night-trains.yaml')],
    sources: [],
    api: { requestsPerMinute: 1_000_000 },
  })
}

async function list({ ask }: Dashboard, path: string): Promise<Record<string, string>[]> {
  const answer = await ask<{ items: Record<string, string>[] }>(`/v1/${path}${path.includes('?') ? '&' : '?'}limit=100`)
  return answer.items
}

/** Something for the audit: a stage is paused and goes on. */
async function pauseOnce({ base, token }: Dashboard): Promise<void> {
  const path = `${base}/v1/pauses/stage/parse`
  const authorization = `Bearer ${await token('operate')}`
  const headers = { authorization, 'content-type': 'application/json' }
  const paused = await fetch(path, { method: 'PUT', headers, body: JSON.stringify({ reason: 'paused for a look' }) })
  const resumed = await fetch(path, { method: 'DELETE', headers: { authorization } })
  expect([paused.ok, resumed.ok]).toEqual([true, true])
}
