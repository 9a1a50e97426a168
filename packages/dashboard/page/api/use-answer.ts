import { useCallback, useEffect, useState } from 'preact/hooks'
import { get, type Query, withQuery } from './client.ts'
import { asProblem, type ProblemError } from './problem.ts'

/** How a question to the API stands. While it is asked again, the answer before is kept. */
export type Asked<Answer> = {
  readonly answer: Answer | undefined
  readonly problem: ProblemError | undefined
  readonly isLoading: boolean
  /** Asks again. */
  again(): void
}

type State<Answer> = { readonly key: string; readonly answer?: Answer; readonly problem?: ProblemError }

/** Asks the API when shown, and whenever the question changes; `null` asks nothing yet. */
export function useAnswer<Answer>(path: string | null, query?: Query): Asked<Answer> {
  const key = path === null ? '' : withQuery(path, query)
  const [state, setState] = useState<State<Answer>>({ key: '' })
  const [round, setRound] = useState(0)
  const [settled, setSettled] = useState('')
  const asking = `${round} ${key}`

  useEffect(() => {
    if (key === '') return
    const stop = new AbortController()
    get<Answer>(key, {}, stop.signal)
      .then((answer) => setState({ key, answer }))
      .catch((error: unknown) => {
        if (!stop.signal.aborted)
          setState((before) => ({ ...(before.key === key ? before : {}), key, problem: asProblem(error) }))
      })
      .finally(() => {
        if (!stop.signal.aborted) setSettled(asking)
      })
    return () => stop.abort()
  }, [asking, key])

  const again = useCallback(() => setRound((before) => before + 1), [])
  const isMine = state.key === key
  return {
    answer: isMine ? state.answer : undefined,
    problem: isMine ? state.problem : undefined,
    isLoading: key !== '' && settled !== asking,
    again,
  }
}
