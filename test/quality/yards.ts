/** One labelled set: what is fed to which filter, and how it is scored. Paths are relative to the shared folder. */
export type Yard = {
  readonly name: string
  /** A command of `stancewire` with its arguments, or a program beside this file. */
  readonly filter: readonly string[]
  /** What it is fed; `null` where it finds its pages itself. */
  readonly input: string | null
  readonly score: readonly string[]
  /** What each page scored is on record, and compared. */
  readonly hasFloor?: true
}

const troops = 'yard/stance/topics/western-troops-ukraine.yaml'

/** The parser's trees were grown from these very sets: each page is read by trees that have not seen its site. */
const outOfFold = ['parser/out-of-fold/main.ts']

/** Every set that a first look at the line's quality needs. `GOLD` and `PRED` stand for files. */
export const yards: readonly Yard[] = [
  {
    name: 'parser: scrapinghub',
    filter: outOfFold,
    input: null,
    score: ['yard/parser/score.mjs', '--gold', 'yard/parser/data/dev.gold.ndjson.gz', '--dataset', 'scrapinghub'],
    hasFloor: true,
  },
  {
    name: 'parser: fundus-tests',
    filter: outOfFold,
    input: null,
    score: ['yard/parser/score.mjs', '--gold', 'yard/parser/data/dev.gold.ndjson.gz', '--dataset', 'fundus-tests'],
    hasFloor: true,
  },
  {
    name: 'parser: trafilatura',
    filter: outOfFold,
    input: null,
    score: ['yard/parser/score.mjs', '--gold', 'yard/parser/data/dev.gold.ndjson.gz', '--dataset', 'trafilatura'],
    hasFloor: true,
  },
  {
    name: 'dedup: generated copies',
    filter: ['dedupe'],
    input: 'yard/dedup/data/gen.dev.ndjson.gz',
    score: ['yard/dedup/score.mjs', 'dup', '--gold', 'yard/dedup/data/gen.dev.duplicates.ndjson'],
  },
  {
    name: 'dedup: natural pairs',
    filter: ['dedupe'],
    input: 'yard/dedup/data/natural.all.ndjson.gz',
    score: ['yard/dedup/score.mjs', 'pairs', '--gold', 'yard/dedup/data/natural.dev.pairs.ndjson'],
  },
  {
    name: 'stories, dense',
    filter: ['dedupe'],
    input: 'yard/dedup/data/story-all-dense.dev.ndjson.gz',
    score: ['yard/dedup/score.mjs', 'story', '--gold', 'yard/dedup/data/story-all.dev.stories.ndjson'],
  },
  {
    name: 'attribution',
    filter: ['attribute'],
    input: 'yard/attribution/data/dev.input.ndjson.gz',
    score: ['yard/attribution/score.mjs', '--gold', 'yard/attribution/data/dev.gold.ndjson.gz'],
  },
  {
    name: 'stance: western troops',
    filter: ['stance', '--topic', troops],
    input: 'yard/stance/dev-articles-troops.ndjson',
    score: ['yard/stance/score.mjs', '--gold', 'yard/stance/dev-labels-troops.ndjson'],
  },
  ...['eu-china-ev-tariffs', 'taurus-to-ukraine', 'us-tiktok-ban'].map((topic) => ({
    name: `stance: ${topic}`,
    filter: ['stance', '--topic', `yard/stance/topics/${topic}.yaml`],
    input: `yard/stance/dev-articles.ndjson?topic=${topic}`,
    score: ['yard/stance/score.mjs', '--gold', `yard/stance/dev-labels.ndjson?topic=${topic}`],
  })),
  {
    name: 'stance: seeds',
    filter: ['stance', '--topic', troops],
    input: 'seeds',
    score: ['yard/stance/score.mjs', '--gold', 'yard/stance/seeds-labels.ndjson'],
  },
]
