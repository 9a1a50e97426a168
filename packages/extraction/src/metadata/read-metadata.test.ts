import { describe, expect, it } from 'vitest'
import { extractArticle } from '../extract-article.ts'
import { readPlainText } from '../read-plain-text.ts'
import { nothingFound, toArticle, toSources } from './read-metadata.ts'

const text =
  '<p>The village and the owner of its quarry have agreed to let an arbitrator decide how close stone may be cut.</p><p>Both sides say that they expect to win, and neither wants to talk about the costs.</p>'

describe('sources', () => {
  it('say for each field where its value was found, and are null where nothing was', () => {
    const html = `<html lang="en"><title>Village and quarry agree</title><meta name="author" content="Mira Tolland"><meta property="article:tag" content="Quarry"><article><h1>Village and quarry agree</h1><time datetime="2024-05-17T08:00:00Z">Friday</time>${text}</article>`
    const found = extractArticle({ html, url: 'https://www.northlight.example/opinion/quarry' })
    expect(found).toMatchObject({
      ok: true,
      sources: {
        title: 'h1',
        authors: 'author',
        publishedAt: 'time',
        modifiedAt: null,
        language: 'html:lang',
        siteName: null,
        canonicalUrl: null,
        section: null,
        tags: 'article:tag',
        image: null,
        kind: 'address',
      },
    })
  })

  it('are told of plain text too', () => {
    const plain = `Village and quarry agree\n\nBy Mira Tolland\n\n17 May 2024\n\n${text.replace(/<[^>]*>/g, '\n\n')}`
    expect(readPlainText({ text: plain })).toMatchObject({
      ok: true,
      article: { title: 'Village and quarry agree', authors: ['Mira Tolland'], publishedAt: '2024-05-17' },
      sources: { title: 'text', authors: 'byline', publishedAt: 'text', language: 'detected', kind: null },
    })
  })

  it('have exactly the fields of an article but its text', () => {
    const { text: _, ...fields } = toArticle(nothingFound, '')
    expect(Object.keys(toSources(nothingFound)).toSorted()).toEqual(Object.keys(fields).toSorted())
  })
})
