import { stripVTControlCharacters } from 'node:util'
import type { ExplainedBlock, Explanation } from '@stancewire/extraction'
import { describe, expect, it } from 'vitest'
import { explanationAsJson } from './explain-json.ts'
import { renderExplanation } from './explain-report.ts'

const long = 'The tram to the harbour will be built, the council said on Monday. '.repeat(10).trim()

function block(given: Partial<ExplainedBlock>): ExplainedBlock {
  const plain = { is: 'block', text: 'A line.', kept: false, verdict: 'unlikely' } as const
  return { ...plain, probability: 0.129, furniture: null, isTitle: false, where: 'main > p', ...given }
}

const article = {
  title: 'A tram line',
  text: 'First part.\n\nSecond part.',
  authors: ['Ada Holm', 'Ben Sol'],
  publishedAt: '2026-03-03T09:00:00.000Z',
  modifiedAt: null,
  language: 'en',
  siteName: null,
  canonicalUrl: null,
  section: null,
  tags: [],
  image: null,
  kind: 'opinion' as const,
}
const nowhere = { modifiedAt: null, siteName: null, canonicalUrl: null, section: null, tags: null, image: null }
const sources = {
  ...nowhere,
  title: 'h1',
  authors: 'json-ld:author',
  publishedAt: 'time',
  language: 'text',
  kind: null,
}
const found: Explanation['extraction'] = { ok: true, article, sources }
const stopped: Explanation['extraction'] = { ok: false, reason: 'consent', detail: 'Accept all' }

function render(parts: Explanation['parts'], given: Partial<Explanation> = {}, room = {}): string {
  const explanation = { extraction: found, textFrom: 'page' as const, parts, ...given }
  return stripVTControlCharacters(renderExplanation(explanation, { url: null }, room))
}

describe('renderExplanation', () => {
  it('begins with what the page is, then each value and where it came from', () => {
    const [head, , ...rest] = render([]).split('\n')
    expect(head).toBe('opinion: A tram line')
    expect(rest).toContain('authors    Ada Holm, Ben Sol         json-ld:author')
    expect(rest).toContain('not found: modified, site, address, section, tags, image')
  })

  it('says why a page is no article, what was seen, and what to do', () => {
    const lines = render([], { extraction: stopped }).split('\n')
    expect(lines[0]).toBe('no article: only a consent wall came')
    expect(lines[1]).toBe('consent: Accept all')
    expect(lines[2]).toMatch(/^what to do: save the page .* --url ADDRESS$/)
  })

  it.each([
    [{ kept: true, verdict: 'kept' }, '✓ kept'],
    [{ kept: true, verdict: 'kept-list' }, '✓ kept: list or heading'],
    [{}, '  unlikely (0.12)'],
    [{ probability: 0.4999 }, '  unlikely (0.49)'],
    [{ isTitle: true }, '  unlikely (0.12): the title'],
    [{ furniture: 'byline' }, '  unlikely (0.12): byline or date'],
    [{ verdict: 'furniture', furniture: 'offer' }, '  furniture: newsletter or offer'],
    [{ verdict: 'furniture' }, '  furniture: beside furniture'],
    [{ verdict: 'caption' }, '  caption'],
    [{ verdict: 'repeat' }, '  said before'],
  ] satisfies [Partial<ExplainedBlock>, string][])('tells of %j as "%s"', (given, why) => {
    const line = render([block(given)])
      .split('\n')
      .find((each) => each.endsWith('A line.'))
    expect(line).toBe(`${why.padEnd(Math.max(5, why.length))}  main > p  A line.`)
  })

  it('counts links in a row, and names one that stands alone', () => {
    const shown = render([
      { is: 'links', count: 12, first: 'Home' },
      block({}),
      { is: 'links', count: 1, first: 'Imprint' },
    ])
    expect(shown).toMatch(/^ {2}links .* 12 lines of links, from “Home”$/m)
    expect(shown).toMatch(/^ {2}link .* Imprint$/m)
    expect(shown).toContain('0 of 14 blocks kept')
  })

  it.each([40, 80, 120])(
    'keeps every line of blocks within %i columns, and tells all where that is wanted',
    (width) => {
      const parts = [block({ text: long, where: '… > main.page > article.story > div.story-body > p.paragraph' })]
      const widest = Math.max(
        ...render(parts, {}, { width })
          .split('\n')
          .map(({ length }) => length),
      )
      expect(widest).toBeLessThanOrEqual(Math.max(width, 60))
      expect(render(parts, {}, { width })).not.toContain(long)
      expect(render(parts, {}, { width, all: true })).toContain(long)
    },
  )

  it('leaves out where blocks stand on a narrow terminal', () => {
    expect(render([block({})], {}, { width: 80 })).not.toContain('main > p')
    expect(render([block({})], {}, { width: 100 })).toContain('main > p')
  })

  it('sends nobody to look at blocks where there are none', () => {
    const empty = { ok: false, reason: 'not-an-article', detail: '0 characters of article text' } as const
    expect(render([], { extraction: empty })).toMatch(/^no article: no text at all\n.*\nwhat to do: save the page/)
    expect(render([block({})], { extraction: empty })).toMatch(
      /^no article: too little text\n.*\nwhat to do: look below/,
    )
  })

  it('shows no column of places where there are none, as in a text', () => {
    const shown = render([block({ where: null, kept: true, verdict: 'kept', probability: null })])
    expect(shown).not.toContain('where')
    expect(shown).toContain('✓ kept  A line.')
  })

  it('shows the declared text where it was taken', () => {
    const shown = render([block({})], { textFrom: 'json-ld' })
    expect(shown).toContain('the text is the declared one (JSON-LD)')
    expect(shown).toContain('✓ First part.\n✓ Second part.')
  })

  it('shows so many blocks as a person reads, and says that there are more', () => {
    const shown = render(Array.from({ length: 200_000 }, () => block({})))
    expect(shown.split('\n').length).toBeLessThan(6_000)
    expect(shown).toContain('and 195000 more: --json gives all')
  })

  it('lets nothing from the page steer a terminal', () => {
    const evil = 'a\u001b[2J\u009b31m\u0007\u202eb\u2066c\nd'
    const sourced: Explanation = {
      extraction: { ok: true, article: { ...article, title: evil, authors: [evil] }, sources },
      textFrom: 'json-ld',
      parts: [block({ text: evil, where: `p.${evil}` }), { is: 'links', count: 3, first: evil }],
    }
    const steering = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
    for (const all of [true, false]) {
      const shown = renderExplanation(sourced, { url: `https://a.example/${evil}` }, { all })
      expect(stripVTControlCharacters(shown).replaceAll('\n', '')).not.toMatch(steering)
      expect(shown).not.toContain('\u001b[2J')
    }
    const json = explanationAsJson(sourced, { url: null, media: 'html', text: '' })
    expect(json).not.toMatch(steering)
    expect(JSON.parse(json)).toEqual({ url: null, media: 'html', ...sourced })
  })
})
