import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changedPages, type PageScores } from './page-scores.ts'

/** What the pages of the parser's sets scored when it was last recorded. */
const file = join(import.meta.dirname, 'parser', 'floor.json')
const most = 40

/** Says which pages score better or worse than recorded, or records what they score now. */
export function compareWithFloor(now: PageScores, isRecorded: boolean): void {
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PageScores) : {}
  if (isRecorded) {
    const all = Object.entries({ ...before, ...now }).toSorted(([a], [b]) => (a < b ? -1 : 1))
    writeFileSync(
      file,
      `{\n${all.map(([id, score]) => `${JSON.stringify(id)}:${JSON.stringify(score)}`).join(',\n')}\n}\n`,
    )
    console.log(`\nrecorded ${Object.keys(now).length} pages as the floor`)
    return
  }
  const changes = changedPages(before, now)
  const better = changes.filter(({ isBetter }) => isBetter)
  console.log(`\n== since the recorded floor: ${changes.length - better.length} worse, ${better.length} better`)
  for (const { id, isBetter, what } of changes.slice(0, most)) console.log(`  ${isBetter ? '+' : '-'} ${id}  ${what}`)
  if (changes.length > most)
    console.log(
      `  and ${changes.length - most} more, all ${better.length >= changes.length - most ? 'better' : 'of both kinds'}`,
    )
  console.log('  npm run quality -- parser --record takes what stands now for the floor')
}
