import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, env } from 'node:process'
import { layOutCorpus } from './corpus.ts'
import { measureGrowth } from './growth.ts'
import { highestAsServiceMb, measureRows } from './measure.ts'
import { tellQuality } from './quality.ts'
import { judged, tellFloors, tellTable } from './report.ts'
import { readerNames } from './row/readers.ts'

/**
 * `npm run bench:parser -- [--only WORD,WORD] [--rounds N] [--quality]`: what it costs to read the article on a page, beside what peers take for it and beside the
 * bare parser; with `--quality`, how well each reads. `npm run bench:parser -- --growth [WORD]`: how the cost of hostile pages grows with their size. It ends with 1
 * where a floor is missed.
 */

const shared = env.STANCEWIRE_SHARED
const rounds = Number(optionOf('--rounds') ?? 9)
// The judged ones are fast, and noise weighs more on them.
const roundsOfOthers = 3
const words = optionOf('--only')?.split(',')
const names = readerNames.filter((name) => words?.some((word) => name.includes(word)) ?? true)

const folder = await mkdtemp(join(tmpdir(), 'stancewire-bench-parser-'))
try {
  const holds = argv.includes('--growth') ? await measureGrowth(optionOf('--growth') ?? '') : await compare()
  if (!holds) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function compare(): Promise<boolean> {
  const corpus = await layOutCorpus(join(folder, 'timed'), shared, ['scrapinghub'])
  if (!corpus.isLabelled)
    console.log(
      'STANCEWIRE_SHARED does not name the folder that holds the labelled sets (yard/): these are fixtures of this repository, and no floor is judged on them',
    )
  console.log(`${corpus.count} pages, ${(corpus.characters / 1e6).toFixed(1)} million characters, ${rounds} rounds`)
  const roundsOf = (name: (typeof readerNames)[number]) => (judged.has(name) ? rounds : roundsOfOthers)
  const measured = await measureRows({ folder: corpus.folder, names, rounds, roundsOf })
  tellTable(measured)
  if (!corpus.isLabelled) return true
  const holds = tellFloors(measured, await highestAsServiceMb('stancewire', corpus.folder, rounds))
  if (argv.includes('--quality')) await tellQuality(names, shared ?? '', folder)
  return holds
}

function optionOf(name: string): string | undefined {
  const value = argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined
  return value?.startsWith('--') ? undefined : value
}
