import type { Position } from '@stancewire/contracts'
import type { Entry } from '../src/project/draft.ts'
import { classified, duplicated, entry, failed, position, stopped } from './events.ts'

const names = ['Ida Holm', 'Jon Berg', 'Mara Lind', 'Pia Dahl', 'Tor Vik', 'Harbour Council', 'Free Rails']
const stances: readonly Position['stance'][] = ['support', 'oppose', 'mixed']
const words = 'tram line harbour council bridge ferry market tax street winter promise vote plan stop money'.split(' ')

/** So many events in which everything happens, the same for the same count: copies, revisions, replays, failures, changes of mind. */
export function longHistory(count: number): Entry[] {
  const pick = <T>(list: readonly T[], seed: number) => list[((seed * 2_654_435_761) >>> 0) % list.length] as T
  const text = (seed: number) => Array.from({ length: 120 }, (_, at) => pick(words, seed * 131 + at * 7)).join(' ')
  return Array.from({ length: count }, (_, at) => {
    const publishedAt = new Date(Date.UTC(2026, 2, 1, 0, pick([0, 60, 500, 900], at) + at)).toISOString()
    const positions = [
      position(pick(names, at), pick(stances, at >> 1)),
      position(pick(names, at + 3), pick(stances, at)),
    ]
    const told = { publishedAt, positions, outlet: pick(['Courier', 'Herald', 'Post'], at) }
    if (at % 11 === 5) return entry(stopped(`page-${at}`))
    if (at % 17 === 9) return entry(failed(`page-${at}`))
    if (at % 7 === 3) return entry(duplicated(`page-${at}`, `page-${at - 3}`, { publishedAt }), text(at - 3))
    // An earlier article again: a new text of it, or the same one read anew.
    if (at % 13 === 6) return entry(classified(`page-${at - 4}`, { ...told, run: 2, revision: 1 + (at % 2) }), text(at))
    return entry(classified(`page-${at}`, told), text(at))
  })
}
