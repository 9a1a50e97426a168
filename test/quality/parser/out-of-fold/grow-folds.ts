import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ForestData } from '@stancewire/extraction/training'
import type { LabelledSet } from '../examples.ts'
import { folds } from '../folds.ts'
import { type Examples, parameters } from '../grow-forest.ts'

const cache = join(import.meta.dirname, '../../../../.stancewire/parser-folds')

/** For each fold, trees grown from the pages of all others; those grown before from the same examples are taken from a file. */
export async function growFolds({ pages, examples }: LabelledSet): Promise<ForestData[]> {
  const file = join(cache, `${fingerprint(examples)}.json`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ForestData[]
  console.error('growing the trees of each fold…')
  const rows = new Float64Array(new SharedArrayBuffer(examples.rows.byteLength))
  rows.set(examples.rows)
  const left = Array.from({ length: folds }, (_, fold) => fold)
  const forests: ForestData[] = []
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let fold = left.shift(); fold !== undefined; fold = left.shift()) {
        const weights = examples.weights.slice()
        for (const page of pages) if (page.fold === fold) weights.fill(0, page.from, page.to)
        forests[fold] = await growInThread({ ...examples, rows, weights })
      }
    }),
  )
  mkdirSync(cache, { recursive: true })
  writeFileSync(file, JSON.stringify(forests))
  return forests
}

function growInThread(examples: Examples): Promise<ForestData> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: examples })
    thread.once('message', resolve)
    thread.once('error', reject)
  })
}

function fingerprint({ features, rows, labels, weights }: Examples): string {
  const hash = createHash('sha256').update(JSON.stringify([features, parameters]))
  for (const part of [rows, labels, weights]) hash.update(part)
  return hash.digest('hex').slice(0, 24)
}
