import { describe, expect, it } from 'vitest'
import { readPlainText } from './read-plain-text.ts'

const one = 'Hauliers have threatened to block the three river crossings if the board goes ahead with its tolls.'
const two = '“We will not pay for a road that our taxes built,” said Gerd Hollis.'
const read = (text: string) => {
  const found = readPlainText({ text })
  return found.ok ? found.article : null
}

describe('readPlainText', () => {
  it('takes the first line for the title and the others for paragraphs', () => {
    const article = read(`Hauliers threaten blockade\n\n${one}\n\n${two}\n`)
    expect(article?.title).toBe('Hauliers threaten blockade')
    expect(article?.text).toBe(`${one}\n\n${two}`)
    expect(article?.language).toBe('en')
  })

  it('reads single line breaks as paragraphs too', () => {
    expect(read(`Hauliers threaten blockade\r\n${one}\r\n${two}`)?.text).toBe(`${one}\n\n${two}`)
  })

  it('looks for the title below furniture', () => {
    expect(read(`Advertisement\n\nHauliers threaten blockade\n\n${one}`)?.title).toBe('Hauliers threaten blockade')
  })

  it('has no title when the text begins with a paragraph', () => {
    const article = read(`${one.repeat(4)}\n\n${two}`)
    expect(article?.title).toBe('')
    expect(article?.text).toBe(`${one.repeat(4)}\n\n${two}`)
  })

  it('reads author and date of the lines near the top', () => {
    const article = read(`Hauliers threaten blockade\n\nBy Mira Tolland with AP\n\n17 May 2024\n\n${one}`)
    expect(article?.authors).toEqual(['Mira Tolland'])
    expect(article?.publishedAt).toBe('2024-05-17')
    expect(article?.text).toBe(one)
  })

  it('keeps no control characters', () => {
    const article = read(`Hauliers\u0000 threaten\u001b[31m blockade\n\n${one}\u0007\n\n${two.replace(' ', ' \u0000')}`)
    expect(article?.title).toBe('Hauliers threaten[31m blockade')
    expect(article?.text).toBe(`${one}\n\n${two}`)
  })

  it('calls nothing, furniture and a few words no article', () => {
    for (const text of ['', '\n\n', 'Share this article\nComments', 'Hauliers threaten blockade']) {
      expect(readPlainText({ text })).toMatchObject({ ok: false, reason: 'not-an-article' })
    }
  })

  it('comes to an end on megabytes of short lines', () => {
    expect(readPlainText({ text: 'share\n'.repeat(300_000) })).toHaveProperty('ok')
    expect(readPlainText({ text: `${'a '.repeat(500_000)}\n`.repeat(2) })).toHaveProperty('ok')
  })
})

const wrapped = `Hauliers threaten to block three river crossings over toll
By Mira Tolland
17 May 2024

Hauliers have threatened to block the three river crossings if the board
goes ahead with its tolls, which would cost a lorry four crowns a day from
17 May 2024.
- The northern bridge carries nine thousand lorries a day.
- The ferry carries forty.

The mayor of Ashford rejected the threat. Her colleague in Penby, on the
other bank, said that she understood it and that nobody should read more
into her words than that. A vote is due in September, when both sides say
that they will win.`

describe('lines of plain text', () => {
  it('keeps title, byline and date apart where lines are broken at a width', () => {
    const article = read(wrapped)
    expect(article?.title).toBe('Hauliers threaten to block three river crossings over toll')
    expect(article?.authors).toEqual(['Mira Tolland'])
    expect(article?.publishedAt).toBe('2024-05-17')
  })

  it('joins broken lines, and keeps items of a list apart', () => {
    const paragraphs = read(wrapped)?.text.split('\n\n')
    expect(paragraphs).toHaveLength(4)
    expect(paragraphs?.[0]).toMatch(/a day from 17 May 2024\.$/)
    expect(paragraphs?.[3]).toMatch(/read more into her words than that/)
  })

  it('joins broken lines of a text without blank lines', () => {
    const body = wrapped.split('\n').slice(-4).join('\n')
    const article = read(`A vote is due on tolls\n\n${body}\n${body}`)
    expect(article?.text.split('\n\n')).toHaveLength(2)
  })

  it('reads past the address that a document was saved from', () => {
    const article = read(
      `https://valley.example/9\n\nHauliers threaten blockade\n\nURL: https://valley.example/9\n\n${one}`,
    )
    expect(article?.title).toBe('Hauliers threaten blockade')
    expect(article?.text).toBe(one)
  })

  it('takes no paragraph for a title', () => {
    const article = read(`${one} A vote is due.\n\n${two}`)
    expect(article?.title).toBe('')
    expect(article?.text).toContain(one)
  })

  it('takes the title from a field, and drops it where it is repeated', () => {
    const article = read(`Title: Hauliers threaten blockade\n\n# Background\n\n${one}\n\n# Votes\n\n${two}`)
    expect(article?.title).toBe('Hauliers threaten blockade')
    expect(article?.text).toBe(`Background\n\n${one}\n\nVotes\n\n${two}`)
    expect(read(`Hauliers threaten blockade\nHauliers threaten blockade\n\n${one}`)?.text).toBe(one)
  })
})
