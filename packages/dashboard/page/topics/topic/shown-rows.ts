import type { ListTopicSummary } from '../../api/answers.ts'
import { stances } from '../words.ts'
import type { Row } from './read-all.ts'
import { sharesOf } from './stretch-words.ts'
import type { Timeline } from './use-timeline.ts'

/** What the columns over time show: a row for each stretch, the oldest first; shares are of the articles in which a stance was heard. */
export function overTimeRows({ stretches, size }: Pick<Timeline, 'stretches' | 'size'>): Row[] {
  return stretches.map((stretch) => {
    const { shares, all } = sharesOf(stretch)
    const each = stances.map((stance) => {
      const { articles, statements, holders } = stretch.heard[stance]
      const share = all === 0 ? null : Number(shares[stance].toFixed(4))
      return named(stance, { Articles: articles, Share: share, Statements: statements, Holders: holders })
    })
    return Object.assign({ from: stretch.from, by: size }, ...each) as Row
  })
}

export const overTimeColumns = [
  ...['from', 'by'],
  ...stances.flatMap((stance) => ['Articles', 'Share', 'Statements', 'Holders'].map((what) => stance + what)),
]

/** Stances summed up by what holders have in common: a row for each name, that of those without one empty. */
export function sumRows(items: ListTopicSummary['items']): Row[] {
  return items.map(({ name, holders, statements, stances: sums }) => {
    const each = stances.map((stance) =>
      named(stance, { Holders: sums[stance]?.holders ?? 0, Statements: sums[stance]?.statements ?? 0 }),
    )
    return Object.assign({ name, holders, statements }, ...each) as Row
  })
}

export const sumColumns = [
  ...['name', 'holders', 'statements'],
  ...stances.flatMap((stance) => ['Holders', 'Statements'].map((what) => stance + what)),
]

function named(stance: string, values: Row): Row {
  return Object.fromEntries(Object.entries(values).map(([what, value]) => [stance + what, value]))
}
