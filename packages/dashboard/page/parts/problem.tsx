import { address } from '../address/address.ts'
import type { ProblemError } from '../api/problem.ts'
import { useStore } from '../store.ts'
import { Button } from './button.tsx'

type Props = {
  readonly problem: ProblemError
  /** What tries again, where that can help. */
  readonly retry?: (() => void) | undefined
}

/** Why something was not done, and what can be done about it. */
export function Problem({ problem: { status, title, detail, errors }, retry }: Props) {
  const { path, search } = useStore(address)
  return (
    <div class="problem" role="alert">
      <p class="problem-title">{title}</p>
      {detail !== '' && <p>{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map((error) => (
            <li key={error.at}>
              <code>{error.at}</code> {error.detail}
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
