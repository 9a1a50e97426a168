import { useEffect, useRef } from 'preact/hooks'
import { address } from '../address/address.ts'
import type { ProblemError } from '../api/problem.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { Button } from './button.tsx'
import { type WrongLink, wrongLink } from './wrong-link.ts'

type Props = {
  readonly problem: ProblemError
  /** What tries again, where that can help. */
  readonly retry?: (() => void) | undefined
}

/** Why something was not done, and what can be done about it. */
export function Problem({ problem, retry }: Props) {
  const wrong = wrongLink(problem.status === 400 ? problem.errors : [], useStore(address))
  return wrong ? <Wrong link={wrong} /> : <Trouble {...{ problem, retry }} />
}

function Wrong({ link: { names, rest } }: { readonly link: WrongLink }) {
  return (
    <div class="problem" role="alert">
      <p class="problem-title">This link names what is not known here</p>
      <p>
        {names.map(({ name, value }, at) => (
          <span key={name}>
            {at > 0 && ', '}
            {name} <q>{value}</q>
          </span>
        ))}
        . It may be gone, or never was.
      </p>
      <p class="row">
        <a href={rest}>{rest === '/' ? 'Begin at the line' : 'Show all'}</a>
      </p>
    </div>
  )
}

function Trouble({ problem: { status, title, detail, errors }, retry }: Props) {
  const { path, search } = useStore(address)
  const isAway = useStore(live).sample?.redis === 'away' && status === 503 && retry !== undefined
  useRetryWithRedis(status === 503 ? retry : undefined)
  return (
    <div class="problem" role="alert">
      <p class="problem-title">{isAway ? 'Not known while Redis is away' : title}</p>
      {isAway ? <p>It is asked again as soon as Redis is back.</p> : detail !== '' && <p>{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.at}>
              <code>{error.at}</code> <bdi>{error.detail}</bdi>
            </li>
          ))}
        </ul>
      )}
      <p class="row">
        {retry && <Button onPress={retry}>Try again</Button>}
        {status === 401 && <a href={`/login?to=${encodeURIComponent(path + search)}`}>Log in with a token</a>}
      </p>
    </div>
  )
}

/** What could not be had for want of Redis is asked for again once that is back. */
function useRetryWithRedis(retry: (() => void) | undefined): void {
  const redis = useStore(live).sample?.redis
  const before = useRef(redis)
  useEffect(() => {
    if (before.current === 'away' && redis === 'there') retry?.()
    before.current = redis
  }, [redis, retry])
}
