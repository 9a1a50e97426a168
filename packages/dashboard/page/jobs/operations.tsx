import type { PostOperations } from '../api/answers.ts'
import { send } from '../api/client.ts'
import { Button } from '../parts/button.tsx'
import { Count } from '../parts/numbers.tsx'
import { Section } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { isOpen, noteOperation, type Operation, useOperations } from './open-operations.ts'
import { actionNames, meantBy, tallyText } from './operation-words.ts'
import './operations.css'

type Props = {
  /** Leaves those away that have ended. */
  readonly areOpenOnly?: boolean
}

/** Work on failed runs: what runs now and how far it is, and in a line what ran last. */
export function Operations({ areOpenOnly = false }: Props) {
  const mayAct = useMay('operate')
  const operations = useOperations(mayAct)
  if (!mayAct) return null
  const open = operations.filter(isOpen)
  return (
    <>
      {open.length > 0 && (
        <Section title="Operations">
          <Cards operations={open} />
        </Section>
      )}
      {!areOpenOnly && <Ended operations={operations.filter((one) => !isOpen(one))} />}
    </>
  )
}

type Some = { readonly operations: readonly Operation[] }

function Ended({ operations }: Some) {
  const inOrder = operations.toSorted((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))
  const [last] = inOrder
  if (!last) return null
  return (
    <details class="operations-before">
      <summary>
        {inOrder.length === 1 ? 'Last operation' : 'Last operations'}: <Head operation={last} />{' '}
        <span class="muted">
          {tallyText(last)} · <When at={last.endedAt} />
        </span>
      </summary>
      <Cards operations={inOrder} />
    </details>
  )
}

function Cards({ operations }: Some) {
  return (
    <ul class="operations">
      {operations.map((operation) => (
        <One key={operation.id} operation={operation} />
      ))}
    </ul>
  )
}

const tones = { waiting: 'plain', running: 'plain', done: 'good', cancelled: 'warning', failed: 'bad' } as const

function Head({ operation }: { readonly operation: Operation }) {
  const { action, total, state, isStopping } = operation
  return (
    <>
      <strong>{actionNames[action]}</strong> of <Count value={total} />{' '}
      <Tag tone={tones[state]}>{isOpen(operation) && isStopping ? 'stopping' : state}</Tag>
    </>
  )
}

function One({ operation }: { readonly operation: Operation }) {
  const { id, action, by, state, total, settled, isStopping, reason, askedAt, endedAt } = operation
  const cancel = async () => noteOperation(await send<PostOperations>('DELETE', `/v1/operations/${id}`))
  const label = `${action} ${total}, ${state}`
  return (
    <li class="sheet operation">
      <p class="operation-head">
        <Head operation={operation} />
      </p>
      <p class="operation-what muted">
        <bdi>{meantBy(operation)}</bdi> · asked by <bdi>{by}</bdi> <When at={askedAt} />
        {endedAt && (
          <>
            {' · ended '}
            <When at={endedAt} />
          </>
        )}
      </p>
      <progress value={settled} max={Math.max(1, total)} aria-label={label} />
      <p class="operation-tally" aria-live={isOpen(operation) ? 'polite' : undefined}>
        {tallyText(operation)}
      </p>
      {reason && <p class="operation-reason">{reason}</p>}
      {isOpen(operation) && !isStopping && (
        <Button label={`Stop: ${label}`} onPress={cancel}>
          Stop
        </Button>
      )}
    </li>
  )
}
