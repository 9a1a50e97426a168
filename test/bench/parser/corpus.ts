import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'

export type Page = { readonly id: string; readonly url: string; readonly html: string }

/** The pages that all readers read, in a folder of their own; floors count only on the collection they were set for. */
export type Corpus = {
  readonly folder: string
  readonly count: number
  readonly characters: number
  readonly isLabelled: boolean
}

const fixtures = join(import.meta.dirname, '..', '..', '..', 'packages', 'extraction', 'fixtures')
const copies = 10

/**
 * Lays out the labelled collections of these names, or without them this repository's own pages. Each page is a file of its own, written as it is met: what a process
 * takes at its highest is counted from what the process that started it took, and must not be what reading the set takes.
 */
export async function layOutCorpus(
  folder: string,
  shared: string | undefined,
  collections: readonly string[],
): Promise<Corpus> {
  await mkdir(folder)
  const set = join(shared ?? '', 'yard', 'parser', 'data', 'dev.inputs.ndjson.gz')
  const isLabelled = shared !== undefined && existsSync(set)
  const known: Omit<Page, 'html'>[] = []
  let characters = 0
  for await (const { id, url, html } of isLabelled ? labelledPages(set, collections) : ownPages()) {
    writeFileSync(join(folder, `${known.length}.html`), html)
    known.push({ id, url })
    characters += html.length
  }
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(known))
  return { folder, count: known.length, characters, isLabelled }
}

async function* labelledPages(set: string, collections: readonly string[]): AsyncGenerator<Page> {
  const starts = collections.map((name) => `{"id":"${name}/`)
  for await (const line of linesOf(set))
    if (starts.some((start) => line.startsWith(start))) yield JSON.parse(line) as Page
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file).pipe(createGunzip()).setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}

function* ownPages(): Generator<Page> {
  const names = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, 'page.html')))
  for (let copy = 0; copy < copies; copy++) {
    for (const id of names) {
      const html = readFileSync(join(fixtures, id, 'page.html'), 'utf8')
      yield { id, url: `https://www.northlight.example/${id}`, html }
    }
  }
}

export function readCorpus(folder: string): Page[] {
  const pages = JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')) as Omit<Page, 'html'>[]
  return pages.map((page, at) => ({ ...page, html: readFileSync(join(folder, `${at}.html`), 'utf8') }))
}
