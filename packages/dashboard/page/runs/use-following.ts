import { useEffect, useRef } from 'preact/hooks'
import type { Asked } from '../api/use-answer.ts'
import { endedElsewhere, endedOperations } from '../jobs/open-operations.ts'

const everyMs = 2_000
// The archive hears of an end, and of a new run, a moment later than the line.
const forMs = 20_000

/** Keeps an answer about runs true: asks again while one moves and shortly after, and once failed runs were dealt with. */
export function useFollowing({ again, isLoading }: Asked<unknown>, isMoving: boolean): void {
  const now = useRef({ isLoading, untilMs: 0 })
  now.current = { isLoading, untilMs: isMoving ? Date.now() + forMs : now.current.untilMs }
  useEffect(() => {
    const follow = () => {
      now.current = { ...now.current, untilMs: Date.now() + forMs }
      again()
    }
    const stops = [endedOperations.watch(follow), endedElsewhere.watch(follow)]
    const timer = setInterval(() => {
      const { isLoading: isBusy, untilMs } = now.current
      if (!document.hidden && !isBusy && Date.now() < untilMs) again()
    }, everyMs)
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    }
  }, [again])
}
