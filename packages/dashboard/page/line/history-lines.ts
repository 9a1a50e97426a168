import type { GetLineHistory } from '../api/answers.ts'
import type { Series } from '../parts/chart-lines.ts'
import { outcomeWords } from './outcome-words.ts'
import { stageTitle } from './stage-names.ts'

const minuteSeconds = 60
const colors = [1, 2, 3, 4, 5, 6] as const
const reasonsShown = 5

/** Runs a minute that each stage was done with. */
export function paceLines({ stages, stretchSeconds }: GetLineHistory): Series[] {
  const minutes = stretchSeconds / minuteSeconds
  return stages.map(({ stage, passed, ends }, at) => ({
    label: stageTitle(stage),
    color: colorOf(at),
    values: passed.map((count, place) => (count + sumAt(Object.values(ends), place)) / minutes),
  }))
}

/** How long each stage worked on a run, in the mean. */
export function durationLines({ stages }: GetLineHistory): Series[] {
  return stages.map(({ stage, workedMs }, at) => ({ label: stageTitle(stage), color: colorOf(at), values: workedMs }))
}

/** Runs that ended, by how: the most frequent ways, and all others together. */
export function endLines({ at, stages }: GetLineHistory): Series[] {
  const ways = Map.groupBy(
    stages.flatMap(({ ends }) => Object.entries(ends)),
    ([way]) => way,
  )
  const counted = [...ways]
    .map(([way, counts]) => ({
      label: outcomeWords(way),
      values: at.map((_, place) =>
        sumAt(
          counts.map((each) => each[1]),
          place,
        ),
      ),
    }))
    .toSorted((a, b) => sum(b.values) - sum(a.values))
  const others = counted.slice(reasonsShown)
  const rest = {
    label: 'others',
    values: at.map((_, place) =>
      sumAt(
        others.map(({ values }) => values),
        place,
      ),
    ),
  }
  return [...counted.slice(0, reasonsShown), ...(others.length > 0 ? [rest] : [])].map((line, place) => ({
    ...line,
    color: colorOf(place),
  }))
}

function colorOf(at: number): Series['color'] {
  return colors[at % colors.length] ?? 1
}

function sumAt(lists: readonly (readonly number[])[], place: number): number {
  return sum(lists.map((list) => list[place] ?? 0))
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
