import type { GetEvent } from '../api/answers.ts'
import { useAnswer } from '../api/use-answer.ts'

/** The newest event of any kind as the page was opened; `null` where there was none, `undefined` where it cannot be told. */
export type Start = {
  readonly id: string | null | undefined
  /** Whether it was asked for: what is read behind it leaves nothing out between both. */
  readonly isKnown: boolean
  /** Asks anew, where that event is not kept any more. */
  again(): void
}

/** Finds out behind which event a tail begins where no event fits its filter, so that it does not look for one in all that was ever announced. */
export function useStart(): Start {
  const { answer, problem, again } = useAnswer<{ readonly items: readonly GetEvent[] }>('/v1/events/newest', newest)
  return {
    id: answer && (answer.items[0]?.id ?? null),
    isKnown: answer !== undefined || problem !== undefined,
    again,
  }
}

const newest = { limit: 1 }
