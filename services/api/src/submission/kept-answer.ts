import type { Taken } from './hand-in-all.ts'
import type { Item } from './read-item.ts'

const codes = { accepted: 'a', known: 'k', running: 'r' } as const
const meanings: Readonly<Record<string, keyof typeof codes>> = { a: 'accepted', k: 'known', r: 'running' }

/** What became of a batch in a few bytes for each item: all else follows from the request, which is sent again with it. */
export function packAnswer(taken: readonly Taken[]): string {
  return taken.map((each) => ('run' in each ? `${codes[each.is]}${each.run}` : 'x')).join(',')
}

/** What became of the items of the same batch when it was sent first. */
export function unpackAnswer(packed: string, items: readonly Item[]): Taken[] {
  const answers = packed.split(',')
  return items.map((item, at) => {
    const answer = answers[at] ?? ''
    const is = meanings[answer[0] ?? '']
    if (is) return { is, run: Number(answer.slice(1)) }
    return item.is === 'refused' ? item : { is: 'refused', detail: 'it was refused' }
  })
}
