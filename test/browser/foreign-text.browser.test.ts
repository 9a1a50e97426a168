import { articleId, classified, entry, failed, position, storyId, urlId } from '@stancewire/read-model/test'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'

// Turns the direction of all that is written behind it in the same line.
const turn = '\u202e'
const day = '2026-03-03'

/** What comes from outside, each with the sign in it. */
const foreign = {
  name: `Ida ${turn} Holm`,
  affiliation: `Holm ${turn} Sons`,
  outlet: `Harbour ${turn} Courier`,
  title: `Trains ${turn} at night`,
  quote: `we want ${turn} night trains`,
  earlier: `we fear ${turn} night trains`,
  message: `no ${turn} answer`,
  reason: `they ${turn} asked`,
}

/** An article in which the holder says that they stand there. */
function article(name: string, stance: 'support' | 'oppose', publishedAt: string, quote: string) {
  const text = `It rained. Ida said ${quote}. It rained on.`
  const start = text.indexOf(quote)
  const { affiliation, outlet, title } = foreign
  const place = { quote, start, end: start + quote.length, affiliation, confidence: 0.9 }
  const positions = [position(foreign.name, stance, place)]
  return entry(classified(name, { ...{ topic: 'night-trains', publishedAt, outlet, title }, positions }), text)
}

/** The story of an article, as it is announced. */
function opened(name: string) {
  const state = { storyId: storyId(name), title: foreign.title, articleId: articleId(name), size: 1 }
  const found = { topics: ['night-trains'], outlets: [foreign.outlet], firstAt: day, lastAt: day }
  return entry({ type: 'story.created', data: { ...state, ...found } })
}

function failedRun(name: string) {
  const event = failed(name)
  if (event.type !== 'url.failed') throw new Error('it failed')
  return entry({ ...event, data: { ...event.data, error: { name: 'TypeError', message: foreign.message } } })
}

describe.skipIf(hasNoBrowser())('text that somebody else wrote', () => {
  let dashboard: Dashboard

  beforeAll(async () => {
    dashboard = await openDashboard({
      entries: [
        article('one', 'oppose', `${day}T09:00:00.000Z`, foreign.earlier),
        article('two', 'support', '2026-03-08T09:00:00.000Z', foreign.quote),
        opened('two'),
        failedRun('lost'),
      ],
    })
    const headers = { authorization: `Bearer ${await dashboard.token('operate')}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ reason: foreign.reason })
    for (const what of ['stage/parse', 'host/busy.example'])
      expect((await fetch(`${dashboard.base}/v1/pauses/${what}`, { method: 'PUT', headers, body })).ok).toBe(true)
  }, 60_000)
  afterAll(() => dashboard[Symbol.asyncDispose]())

  it('turns no words of the page round, wherever it stands', async () => {
    const { page, logIn } = await dashboard.visit('/')
    await logIn(await dashboard.token('admin'))
    page.setDefaultTimeout(8_000)
    const { items } = await dashboard.ask<{ items: { holderId: string }[] }>('/v1/topics/night-trains/positions')
    const { items: stories } = await dashboard.ask<{ items: { storyId: string }[] }>('/v1/stories')
    const topic = '/topics/night-trains'
    const pages = [
      ['/', foreign.reason],
      ['/topics', foreign.name],
      [topic, foreign.affiliation],
      [`${topic}?holder=${items[0]?.holderId}`, foreign.affiliation],
      ['/articles', foreign.title],
      [`/articles/${articleId('two')}`, foreign.quote],
      ['/stories', foreign.title],
      [`/stories/${stories[0]?.storyId}`, foreign.outlet],
      ['/events', foreign.title],
      ['/audit', foreign.reason],
      ['/jobs?state=ended', foreign.message],
      ['/jobs?state=hosts', 'busy.example'],
      [`/urls/${urlId('lost')}`, foreign.message],
    ] as const
    for (const [path, shown] of pages) {
      await page.goto(`${dashboard.base}${path}`)
      await page.locator('main').getByText(shown).filter({ visible: true }).first().waitFor()
      await expect.poll(() => page.locator('main [aria-busy="true"], main .loading').count()).toBe(0)
      expect.soft(await turnedRound(page), path).toEqual([])
    }
  }, 60_000)
})

/** The words of a page that stand in another order than they are read, and those that stand in one text with what is foreign. */
function turnedRound(page: Page): Promise<string[]> {
  return page.evaluate(`(${looking})(${JSON.stringify({ turn, foreign: Object.values(foreign) })})`)
}

// Runs in the page.
const looking = `({ turn, foreign }) => {
  const found = []
  const range = document.createRange()
  const placeOf = (node, at) => {
    range.setStart(node, at)
    range.setEnd(node, at + 1)
    return range.getClientRects()[0]
  }
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.data
    if (!node.parentElement.checkVisibility() || node.parentElement.closest('select, pre, .unseen')) continue
    if (text.includes(turn)) {
      // Behind it there may be nothing of ours.
      if (!foreign.some((one) => one.includes(text.trim()) || text.trim().endsWith(one))) found.push('beside: ' + text)
      continue
    }
    for (let at = 0; at + 1 < text.length; at++) {
      const [one, next] = [placeOf(node, at), placeOf(node, at + 1)]
      if (!one || !next || one.width === 0 || next.width === 0 || Math.abs(one.top - next.top) > 2) continue
      if (next.left < one.left) {
        found.push('turned round: ' + text + ' in ' + node.parentElement.outerHTML.slice(0, 160))
        break
      }
    }
  }
  return found
}`
