import { type Database, findArticles, findPositions } from '@stancewire/read-model'
import { word } from './articles.ts'

/** How long a question took, of so many askings, in milliseconds. */
export type Answered = { readonly what: string; readonly p50: number; readonly p95: number; readonly rows: number }

const asked = 200
const page = { limit: 20 }

/** Asks the archive what its readers ask most, with other words each time. */
export async function askAll(database: Database): Promise<Answered[]> {
  const terms = Array.from({ length: asked }, (_, at) => ({
    one: word(at * 7),
    two: `${word(at * 7)} ${word((at * 13) % 500)}`,
    topic: `topic-${at % 3}`,
  }))
  const kinds = {
    'search by two words': ({ two }) => findArticles(database, { search: two }, page),
    'search by a word, on a topic': ({ one, topic }) => findArticles(database, { search: one, topic }, page),
    'search by a word that is nearly everywhere': () => findArticles(database, { search: word(0) }, page),
    'where everybody stands on a topic': ({ topic }) => findPositions(database, { topic }, page),
  } satisfies Record<string, (term: (typeof terms)[number]) => Promise<{ items: unknown[] }>>
  const answered: Answered[] = []
  for (const [what, ask] of Object.entries(kinds))
    answered.push(
      await time(
        what,
        terms.map((term) => () => ask(term)),
      ),
    )
  return answered
}

async function time(what: string, questions: readonly (() => Promise<{ items: unknown[] }>)[]): Promise<Answered> {
  const took: number[] = []
  let rows = 0
  for (const question of questions) {
    const beganAtMs = performance.now()
    rows += (await question()).items.length
    took.push(performance.now() - beganAtMs)
  }
  took.sort((one, other) => one - other)
  const at = (share: number) => took[Math.ceil(took.length * share) - 1] ?? 0
  return { what, p50: at(0.5), p95: at(0.95), rows: rows / questions.length }
}
