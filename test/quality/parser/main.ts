import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readExamples } from './examples.ts'
import { growForest, parameters } from './grow-forest.ts'
import { sharedFolder } from './shared-folder.ts'
import { weightsModule } from './write-weights.ts'

/** `npm run train:parser`: grows the trees that judge the blocks of a page anew, from the labelled pages. */

const file = join(import.meta.dirname, '../../../packages/extraction/src/body/forest/weights.ts')
const shared = sharedFolder()
if (shared === undefined) {
  console.error('skipped: STANCEWIRE_SHARED does not name the folder that holds the labelled pages (yard/parser/)')
} else {
  const { pages, examples, hashes } = readExamples(shared)
  console.log(`${pages.length} pages, ${examples.labels.length} blocks, ${examples.features.length} features`)
  const text = weightsModule(growForest(examples), { pages: pages.length, hashes, parameters })
  writeFileSync(file, text)
  console.log(`${(text.length / 1_000).toFixed(1)} kB written; npm run quality -- parser says what it is worth`)
}
