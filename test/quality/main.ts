import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { readPlainText } from '@stancewire/extraction'
import { compareWithFloor } from './floor.ts'
import { type PageScores, readPageScores } from './page-scores.ts'
import { type Yard, yards } from './yards.ts'

/**
 * `npm run quality [-- WORD…] [--record]`: scores of the filters on labelled sets, by the sets' own scorers; with words, only of sets whose name holds one.
 * Of the parser's sets it says which pages score otherwise than recorded; `--record` records them anew.
 */

const cli = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'src', 'main.ts')
const { values, positionals: words } = parseArgs({ allowPositionals: true, options: { record: { type: 'boolean' } } })
const shared = env.STANCEWIRE_SHARED
if (!shared || !existsSync(join(shared, 'yard'))) {
  console.error('skipped: STANCEWIRE_SHARED does not name the folder that holds the labelled sets (yard/ and seeds/)')
  process.exit(0)
}

const folder = await mkdtemp(join(tmpdir(), 'stancewire-quality-'))
const predictions = new Map<string, string>()
let pages: PageScores = {}
try {
  for (const yard of yards) {
    if (words.length > 0 && !words.some((word) => yard.name.includes(word))) continue
    console.log(`\n== ${yard.name}`)
    await score(yard, shared)
  }
  if (Object.keys(pages).length > 0) compareWithFloor(pages, values.record === true)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function score({ filter, input, score: [scorer = '', ...args], hasFloor }: Yard, base: string): Promise<void> {
  const key = JSON.stringify([filter, input])
  const predicted = predictions.get(key) ?? join(folder, `${predictions.size}.ndjson`)
  if (!predictions.has(key)) await runFilter(filter, input === null ? '' : readInput(base, input), predicted, base)
  predictions.set(key, predicted)
  const given = args.map((arg) => (arg.startsWith('yard/') ? plainFile(base, arg) : arg))
  const perPage = join(folder, 'pages.ndjson')
  const told = hasFloor ? ['--per-page', perPage] : []
  const child = spawn(process.execPath, [join(base, scorer), ...given, '--pred', predicted, ...told], {
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exitCode = 1
  else if (hasFloor) pages = { ...pages, ...readPageScores(readFileSync(perPage, 'utf8')) }
}

async function runFilter(filter: readonly string[], lines: string, to: string, base: string): Promise<void> {
  const args = filter.map((arg) => (arg.startsWith('yard/') ? join(base, arg) : arg))
  const program = args[0]?.endsWith('.ts') ? args.map((arg) => join(import.meta.dirname, arg)) : [cli, ...args]
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(lines)
  child.stdout.pipe(createWriteStream(to))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${filter.join(' ')} ended with ${code}`)
}

/** A file of the sets, unpacked; `?topic=` keeps the lines of one topic. */
function readSet(base: string, path: string): string {
  const [file = '', query] = path.split('?topic=')
  const bytes = readFileSync(join(base, file))
  const text = file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
  if (query === undefined) return text
  const kept = text.split('\n').filter((line) => line.trim() !== '' && JSON.parse(line).topic === query)
  return `${kept.join('\n')}\n`
}

/** The seeds are plain pages: they come through the parser, as they do on the line. */
function readInput(base: string, path: string): string {
  if (path !== 'seeds') return readSet(base, path)
  const lines = readdirSync(join(base, 'seeds')).flatMap((id) => {
    const read = readPlainText({ text: readFileSync(join(base, 'seeds', id), 'utf8') })
    return read.ok
      ? [JSON.stringify({ id, title: read.article.title, text: read.article.text, language: read.article.language })]
      : []
  })
  return `${lines.join('\n')}\n`
}

function plainFile(base: string, path: string): string {
  const file = join(folder, path.replaceAll(/[/?=]/g, '_').replace(/\.gz$/, ''))
  writeFileSync(file, readSet(base, path))
  return file
}
