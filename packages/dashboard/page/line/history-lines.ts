import type { GetLineHistory } from '../api/answers.ts'
import type { Series } from '../parts/chart-lines.ts'
import { outcomeWords } from './outcome-words.ts'
import { stageTitle } from './stage-names.ts'

const minuteSeconds = 60
const colors = [1, 2, 3, 4, 5, 6] as const
const reasonsShown = 5

// From less a pace would be guessed.
const begunSeconds = 15

/** Runs a minute that each stage was done with; of the last stretch, by the time that has passed of it, and none where it has only begun. */
export function paceLines({ at: begins, stages, stretchSeconds, lastSeconds }: GetLineHistory): Series[] {
  const perMinute = (count: number, place: number) => {
    const seconds = place === begins.length - 1 ? lastSeconds : stretchSeconds
    return seconds < begunSeconds ? null : (count * minuteSeconds) / seconds
  }
  return stages.map(({ stage, passed, ends }, at) => ({
    label: stageTitle(stage),
    color: colorOf(at),
    values: passed.map((count, place) => perMinute(count + sumAt(Object.values(ends), place), place)),
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
