import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { features, viewBlocks } from '@stancewire/extraction/training'
import { foldOf } from './folds.ts'
import type { Examples } from './grow-forest.ts'
import { type Gold, labelBlocks } from './labels.ts'

/** A page of the labelled set, and where its blocks stand among the examples. */
type LabelledPage = {
  readonly id: string
  readonly url: string
  readonly html: string
  readonly fold: number
  readonly from: number
  readonly to: number
}

/** All blocks of all labelled pages as examples, and the files that they were read from. */
export type LabelledSet = {
  readonly pages: readonly LabelledPage[]
  readonly examples: Examples
  /** SHA-256 of each file by its name, in hexadecimal. */
  readonly hashes: Readonly<Record<string, string>>
}

const inputsFile = 'yard/parser/data/dev.inputs.ndjson.gz'
const goldFile = 'yard/parser/data/dev.gold.ndjson.gz'
const sets = ['scrapinghub', 'fundus-tests', 'trafilatura']
/** The weights of all blocks add up to this: hessians of leaves are told in it. */
const totalWeight = 30_000

type Input = { readonly id: string; readonly url: string; readonly html: string }
type GoldLine = {
  readonly id: string
  readonly dataset: string
  readonly gold: { readonly text: string; readonly segments?: { readonly with: string[]; readonly without: string[] } }
}

/** Reads the labelled pages in this folder, and makes examples of their blocks. */
export function readExamples(shared: string): LabelledSet {
  const hashes: Record<string, string> = {}
  const read = <Line>(file: string): Line[] => {
    const bytes = readFileSync(join(shared, file))
    hashes[file] = createHash('sha256').update(bytes).digest('hex')
    return gunzipSync(bytes)
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
  }
  const golds = new Map(read<GoldLine>(goldFile).map((line) => [line.id, line]))
  const names = Object.keys(features)
  const asked = Object.values(features)
  const pages: LabelledPage[] = []
  const rows: number[] = []
  const labels: number[] = []
  const weights: number[] = []
  for (const { id, url, html } of read<Input>(inputsFile)) {
    const line = golds.get(id)
    if (line === undefined || !sets.includes(line.dataset)) continue
    const { views } = viewBlocks({ html, url })
    const blocks = views.map(({ block, container }) => ({
      text: block.text,
      tag: container.tag,
      linkDensity: block.linkDensity,
    }))
    const from = labels.length
    labelBlocks(blocks, goldOf(line)).forEach(({ isArticle, weight }, at) => {
      const view = views[at]
      if (view === undefined) return
      // What is not looked at is not judged, and nothing is learned from it.
      for (const feature of asked) rows.push(feature(view))
      labels.push(Number(isArticle))
      weights.push(view.isElsewhere ? 0 : weight)
    })
    pages.push({ id, url, html, fold: foldOf(url, id), from, to: labels.length })
  }
  const scale = totalWeight / weights.reduce((sum, weight) => sum + weight, 0)
  const examples = {
    features: names,
    rows: Float64Array.from(rows),
    labels: Uint8Array.from(labels),
    weights: Float64Array.from(weights, (weight) => weight * scale),
  }
  return { pages, examples, hashes }
}

function goldOf({ dataset, gold }: GoldLine): Gold {
  if (gold.segments) return { is: 'segments', wanted: gold.segments.with, unwanted: gold.segments.without }
  return { is: 'text', text: gold.text, leavesListsOut: dataset === 'fundus-tests' }
}
