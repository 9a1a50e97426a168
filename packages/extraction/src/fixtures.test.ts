import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Extraction } from './article.ts'
import { extractArticle } from './extract-article.ts'
import { readPlainText } from './read-plain-text.ts'

const root = new URL('../fixtures/', import.meta.url)

function read(folder: URL, url: string | null): Extraction {
  const page = new URL('page.html', folder)
  if (existsSync(page)) return extractArticle({ html: readFileSync(page, 'utf8'), url })
  return readPlainText({ text: readFileSync(new URL('page.txt', folder), 'utf8'), url })
}

/** A folder holds the page and, in `article.json`, its address beside what must come out; `vitest -u` rewrites the latter. */
describe('fixtures', () => {
  for (const name of readdirSync(root)) {
    it(`reads ${name} as its article.json says`, async () => {
      const file = new URL(`${name}/article.json`, root)
      const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string | null }
      const found = { url, ...read(new URL(`${name}/`, root), url) }
      await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(fileURLToPath(file))
    })
  }
})
