import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { layOutCorpus } from './corpus.ts'
import { openRow } from './open-row.ts'
import type { ReaderName } from './row/readers.ts'

const run = promisify(execFile)
const scored = ['scrapinghub', 'fundus-tests']
/** It reads no article. */
const bare: ReaderName = 'cheerio.load'

type Score = {
  readonly evaluate_py?: { readonly f1: number; readonly accuracy: number }
  readonly page?: { readonly f1: number }
  readonly title?: { readonly exact: number }
}

/** Tells how well each reader reads the labelled collections, by their own scorer. */
export async function tellQuality(names: readonly ReaderName[], shared: string, folder: string): Promise<void> {
  const yard = join(shared, 'yard', 'parser')
  const gold = join(folder, 'gold.ndjson')
  writeFileSync(gold, gunzipSync(readFileSync(join(yard, 'data', 'dev.gold.ndjson.gz'))))
  const corpus = await layOutCorpus(join(folder, 'scored'), shared, scored)
  console.log('')
  for (const name of names.filter((one) => one !== bare)) {
    await using row = await openRow(name, corpus.folder)
    const predicted = join(folder, 'predicted.ndjson')
    writeFileSync(predicted, (await row.predictions()).map((one) => `${JSON.stringify(one)}\n`).join(''))
    const args = ['--gold', gold, '--pred', predicted, '--dataset', scored.join(','), '--json']
    const { stdout } = await run(process.execPath, [join(yard, 'score.mjs'), ...args], { maxBuffer: 1e8 })
    const scores = JSON.parse(stdout) as Readonly<Record<string, Score>>
    console.log(`${name.padEnd(24)} ${Object.entries(scores).map(inWords).join('; ')}`)
  }
}

function inWords([name, { evaluate_py: own, page, title }]: [string, Score]): string {
  const parts = [
    `${name} F1 ${(own ?? page)?.f1.toFixed(3)}`,
    ...(own ? [`exact ${own.accuracy.toFixed(3)}`] : []),
    ...(title ? [`title ${title.exact.toFixed(3)}`] : []),
  ]
  return parts.join(', ')
}
