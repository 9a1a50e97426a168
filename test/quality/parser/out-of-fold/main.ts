import { once } from 'node:events'
import { stdout } from 'node:process'
import { extractBy, openForest } from '@stancewire/extraction/training'
import { readExamples } from '../examples.ts'
import { sharedFolder } from '../shared-folder.ts'
import { growFolds } from './grow-folds.ts'

/** What `stancewire parse` would write for the labelled pages, each judged by trees that have seen no page of its site. */

const shared = sharedFolder()
if (shared === undefined) throw new Error('STANCEWIRE_SHARED does not name the folder that holds the labelled pages')
const labelled = readExamples(shared)
const forests = (await growFolds(labelled)).map(openForest)
for (const { id, url, html, fold } of labelled.pages) {
  const forest = forests[fold]
  if (forest === undefined) throw new Error(`no trees for ${id}`)
  const read = extractBy(forest, { html, url })
  const answer = read.ok ? { id, ...read.article } : { id, error: { code: read.reason, message: read.detail } }
  if (!stdout.write(`${JSON.stringify(answer)}\n`)) await once(stdout, 'drain')
}
