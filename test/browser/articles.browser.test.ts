import { articleId } from '@stancewire/read-model/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstText, firstTitle, smuggled, told } from './articles-told.ts'
import { type Dashboard, hasNoBrowser, openDashboard } from './open-dashboard.ts'
import type { Visit } from './visit.ts'

type Whole = {
  readonly title: string
  readonly text: string
  readonly statements: readonly {
    readonly holder: string
    readonly holderId: string
    readonly stance: string
    readonly start: number | null
    readonly end: number | null
  }[]
}
type Marks = Readonly<Record<string, string>>

const first = `/articles/${articleId('first')}`
const copy = `/articles/${articleId('copy')}`
const partly = `/articles/${articleId('partly')}`

/** The words under each mark, by its key. */
function marksOf({ page }: Visit, within: string): Promise<Marks> {
  return page.evaluate<Marks>(`(() => {
    const found = {}
    for (const mark of document.querySelectorAll('${within} mark[data-marks]'))
      for (const key of new Set(mark.dataset.marks.split(' '))) found[key] = (found[key] ?? '') + mark.textContent
    return found
  })()`)
}

/** The text as it is read, without what leads to notes. */
function textOf({ page }: Visit): Promise<string> {
  return page.evaluate<string>(`[...document.querySelectorAll('.paragraph')].map((paragraph) => {
    const bare = paragraph.cloneNode(true)
    for (const ref of bare.querySelectorAll('.ref')) ref.remove()
    return bare.textContent
  }).join('\\n\\n')`)
}

describe.skipIf(hasNoBrowser())('the pages of articles', () => {
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await openDashboard({ entries: told() })
  })
  afterAll(() => dashboard?.[Symbol.asyncDispose]())

  it('list what the API lists, with who is new and who takes which stance', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit('/articles')
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(4)
    const { items } = await dashboard.ask<{ items: { title: string; outlet: string; stances: object[] }[] }>(
      '/v1/articles',
    )
    expect(await rows.locator('th').allTextContents()).toEqual(items.map(({ title }) => title))
    expect(await rows.locator('td:nth-of-type(1)').allTextContents()).toEqual(items.map(({ outlet }) => outlet))
    const row = rows.filter({ hasText: firstTitle })
    expect(await row.textContent()).toContain('▲ 2 support▼ 2 oppose◆ 1 mixed')
    expect(await rows.filter({ hasText: 'says mayor' }).textContent()).toContain('near copy')
    expect(await violations()).toEqual([])
    await keepPictures('articles')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await overhang()).toBe(0)
  })

  it('are narrowed by what stands in the address, and the back button undoes it', async () => {
    const { page } = await dashboard.visit('/articles')
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(4)
    await page.getByLabel('Words').fill('sleeping conductors')
    await page.getByLabel('Words').press('Enter')
    await expect.poll(() => rows.count()).toBe(3)
    await page.getByLabel('Somebody’s stance').selectOption('mixed')
    await expect.poll(() => rows.count()).toBe(1)
    expect(new URL(page.url()).search).toBe('?search=sleeping+conductors&stance=mixed')
    await page.getByLabel('Outlet').fill('Coast Herald')
    await page.getByLabel('Outlet').press('Enter')
    await page.getByText('No article fits').waitFor()
    await page.goBack()
    await expect.poll(() => rows.count()).toBe(1)
    await page.goBack()
    await expect.poll(() => rows.count()).toBe(3)
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await expect.poll(() => rows.count()).toBe(4)
  })

  it('show a text with each piece of evidence on its very words, in the title too', async () => {
    const visit = await dashboard.visit(first)
    const { page, violations, keepPictures, overhang } = visit
    await page.getByText('The last sleeping car').waitFor()
    const { statements, text } = await dashboard.ask<Whole>(`/v1${first}`)
    const marked = [...Object.values(await marksOf(visit, '.reader')), ...Object.values(await marksOf(visit, 'h1'))]
    const words = statements.map(({ start, end }) => (start === null ? firstTitle : text.slice(start, end ?? 0)))
    expect(marked.toSorted()).toEqual(words.toSorted())
    expect(await textOf(visit)).toBe(firstText)
    expect(await violations()).toEqual([])
    expect(await overhang(390)).toBe(0)
    await keepPictures('article')
  })

  it('lead from each mark to its holder and stance', async () => {
    const { page } = await dashboard.visit(first)
    await page.getByText('The last sleeping car').waitFor()
    const { statements } = await dashboard.ask<Whole>(`/v1${first}`)
    for (const { holder, holderId, stance, start } of statements) {
      const ref = page
        .locator(start === null ? 'h1 .ref' : '.reader .ref')
        .filter({ hasText: `: ${holder}, ${stance})` })
      const note = page.locator(String(await ref.getAttribute('href')))
      expect(await note.textContent()).toContain(stance)
      expect(await note.getByRole('link', { name: holder }).getAttribute('href')).toBe(
        `/topics/night-trains?holder=${holderId}`,
      )
    }
  })

  it('let the words of one holder stand out, which can be linked', async () => {
    const { page } = await dashboard.visit(first)
    await page.getByRole('button', { name: 'Stand out: the words of Mira Tolland' }).click()
    const lit = page.locator('.reader .mark-lit')
    await expect
      .poll(async () => (await lit.allTextContents()).join(''))
      .toContain('Mira Tolland of the passengers’ union')
    expect(page.url()).toContain('?holder=h')
    await page.reload()
    await expect.poll(() => lit.count()).toBeGreaterThan(0)
  })

  it('say who said what when that is asked for, as the API reads it', async () => {
    const visit = await dashboard.visit(first)
    const { page, violations, keepPictures } = visit
    await page.getByLabel('Who said what').check()
    await page.getByText(/^Cited \d+ times/).waitFor()
    const { statements } = await dashboard.ask<Whole>(`/v1${first}`)
    // Over one another, marks still stand on their words, and the words are all there once.
    const inText = statements.filter(({ start }) => start !== null)
    const evident = Object.entries(await marksOf(visit, '.reader')).filter(([key]) => key.startsWith('e'))
    expect(evident.map(([, words]) => words).toSorted()).toEqual(
      inText.map(({ start, end }) => firstText.slice(start ?? 0, end ?? 0)).toSorted(),
    )
    expect(await textOf(visit)).toBe(firstText)
    await page.getByLabel('Evidence').uncheck()
    type Said = {
      attributions: { source: { text: string } | null; cue: { text: string } | null; content: { text: string } }[]
    }
    const { attributions } = await dashboard.ask<Said>(`/v1${first}/attributions`)
    expect(attributions.length).toBeGreaterThan(1)
    const contents = await page.locator('.mark-content').allTextContents()
    for (const { source, cue, content } of attributions) {
      expect(contents.join('')).toContain(content.text)
      if (source) expect(await page.locator('.mark-source').allTextContents()).toContain(source.text)
      if (cue) expect((await page.locator('.mark-cue').allTextContents()).join('|')).toContain(cue.text)
    }
    expect(await page.locator('.mark-evidence:not(.mark-sample)').count()).toBe(0)
    expect(new URL(page.url()).search).toBe('?said=yes&evidence=no')
    expect(await violations()).toEqual([])
    await keepPictures('article-said')
  })

  it('mark what was taken from another article, and lead to it', async () => {
    const visit = await dashboard.visit(partly)
    const { page } = visit
    await page.getByText('The last sleeping car').waitFor()
    type Taken = { sources: { title: string; passages: { start: number; end: number }[] }[] }
    const { sources } = await dashboard.ask<Taken>(`/v1${partly}/passages`)
    const { text } = await dashboard.ask<Whole>(`/v1${partly}`)
    const words = sources[0]?.passages.map(({ start, end }) => text.slice(start, end).trimEnd()).join('')
    await expect.poll(async () => (await marksOf(visit, '.reader')).ta).toBe(words)
    expect(words).toContain('eleven years ago')
    await page.locator('.note-taken').getByRole('link', { name: firstTitle }).click()
    await page.getByRole('heading', { level: 1, name: firstTitle }).waitFor()
    expect(await page.locator('.kin').last().textContent()).toContain('A train that sleeps no more')
  })

  it('say of a copy what it repeats and who was first', async () => {
    const { page, keepPictures, overhang } = await dashboard.visit(copy)
    await page.getByRole('heading', { name: 'The same in 2 articles' }).waitFor()
    const members = page.locator('.kin').first().getByRole('listitem')
    expect(await members.allTextContents()).toEqual([
      expect.stringMatching(/^Mayor: .*Harbour Courier.*new.*first$/),
      expect.stringMatching(/^Railway must .*Valley Post.*near copy.*this one$/),
    ])
    await expect.poll(() => page.locator('.reader .mark-taken').count()).toBeGreaterThan(0)
    expect(await overhang(390)).toBe(0)
    await keepPictures('article-copy')
    await page.getByRole('link', { name: 'the article it repeats' }).click()
    await page.getByRole('heading', { level: 1, name: firstTitle }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'The same in 2 articles' }).waitFor()
  })

  it('show what a later version changed, by words and signs', async () => {
    const { page, violations, keepPictures, overhang } = await dashboard.visit(first)
    await page.getByRole('link', { name: 'What changed' }).click()
    await page.locator('.diff').waitFor()
    type Told = { words: { added: number; removed: number }; parts: { is: string; text: string }[] }
    const diff = await dashboard.ask<Told>(`/v1${first}/revisions/2/diff`)
    const of = (is: string) => diff.parts.flatMap((part) => (part.is === is ? [part.text] : []))
    expect(await page.locator('.diff-text ins').allTextContents()).toEqual(
      of('added').map((text) => `added: +${text} (end of added)`),
    )
    expect(await page.locator('.diff-text del').allTextContents()).toEqual(
      of('removed').map((text) => `removed: −${text} (end of removed)`),
    )
    expect(await page.locator('.diff').textContent()).toContain(`+ ${diff.words.added} words added · − 1 word removed`)
    expect(new URL(page.url()).search).toBe('?diff=2')
    expect(await violations()).toEqual([])
    expect(await overhang(390)).toBe(0)
    await keepPictures('article-diff')
  })

  it('show foreign text as text wherever it stands', async () => {
    const { page, violations, overhang } = await dashboard.visit('/articles')
    await page.getByRole('link', { name: smuggled }).first().click()
    await page.getByText('nobody’s business').waitFor()
    expect(await page.locator('main h1').textContent()).toContain(smuggled)
    expect(await page.locator('.reader').textContent()).toContain(smuggled)
    expect(await page.locator('.article-lead').textContent()).toContain(`by ${smuggled}, B. Ware`)
    expect(await page.title()).toBe(`${smuggled} · Stancewire`)
    expect(await page.locator('main img, main script, a[href^="javascript:"]').count()).toBe(0)
    expect(await overhang(390)).toBe(0)
    expect(await violations()).toEqual([])
  })

  it('say where an article is not kept, and what went wrong where the API does', async () => {
    const { page } = await dashboard.visit(`/articles/a${'0'.repeat(32)}`, { expects: /404|500/ })
    await page.getByText('No such article is kept').waitFor()
    await page.route('**/v1/articles?**', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: '{"title":"It broke","detail":"Try later"}',
      }),
    )
    await page.goto(`${dashboard.base}/articles?search=tram`)
    await page.getByText('Try later').waitFor()
    await page.unroute('**/v1/articles?**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('No article fits').waitFor()
  })
})
