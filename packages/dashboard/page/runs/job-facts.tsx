import type { ComponentChildren } from 'preact'
import { address } from '../address/address.ts'
import { When } from '../parts/when.tsx'
import { useStore } from '../store.ts'

type Props = {
  readonly id: string
  readonly lane: string
  readonly worker: string | null
  readonly queuedAt: string | null
  readonly triedAt: string | null
  readonly attempts: number
  readonly stack: string | null
  /** Whether message and stack are for others than who looks. */
  readonly isWithheld: boolean
  readonly input: unknown
  readonly error: { readonly name: string; readonly message: string } | null
}

/** A job as it lies in its queue: its facts, and for operators the message that the stage was given, and the stack of its last error. */
export function JobFacts({ id, lane, worker, queuedAt, triedAt, attempts, stack, input, error, isWithheld }: Props) {
  return (
    <div class="job-facts">
      <dl>
        <Fact name="Job">
          <code>{id}</code>
        </Fact>
        <Fact name="Failed tries">{attempts}</Fact>
        <Fact name="Lane">{lane}</Fact>
        <Fact name="Last worker">{worker ?? 'none'}</Fact>
        <Fact name="Added">
          <When at={queuedAt} how="date" />
        </Fact>
        <Fact name="Last try began">
          <When at={triedAt} how="date" />
        </Fact>
      </dl>
      {error && (
        <details open>
          <summary>{isWithheld ? 'Error' : 'Error and stack'}</summary>
          <pre>{stack || `${error.name}: ${error.message}`}</pre>
        </details>
      )}
      {isWithheld ? (
        <Withheld />
      ) : (
        <details open>
          <summary>Message</summary>
          <pre>{JSON.stringify(input, null, 2)}</pre>
        </details>
      )}
    </div>
  )
}

/** Says why there is no message and no stack, and how to see them. */
function Withheld() {
  const { path, search } = useStore(address)
  return (
    <p class="muted">
      Message and stack are shown to the role operate:{' '}
      <a href={`/login?to=${encodeURIComponent(path + search)}`}>log in with a token of that role</a>.
    </p>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
