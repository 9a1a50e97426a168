import type { PostOperations } from '../api/answers.ts'
import { send } from '../api/client.ts'
import { countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import { clock } from '../parts/clock.ts'
import { Count } from '../parts/numbers.tsx'
import { Section } from '../parts/page.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import { useMay } from '../session.ts'
import { useStore } from '../store.ts'
import { isOpen, noteOperation, type Operation, useOperations } from './open-operations.ts'
import './operations.css'

const shownMs = 5 * 60_000

/** Work on failed runs: what runs now, how far it is, and what ran last. */
export function Operations() {
  const mayAct = useMay('operate')
  const operations = useOperations(mayAct)
  const now = useStore(clock)
  if (!mayAct || operations.length === 0) return null
  // What has just ended stays where it was looked at.
  const isShown = (one: Operation) => isOpen(one) || now - Date.parse(one.endedAt ?? '') < shownMs
  const [shown, before] = [operations.filter(isShown), operations.filter((one) => !isShown(one))]
  return (
    <Section title="Operations">
      {shown.length === 0 && <p class="muted">None is running.</p>}
      <ul class="operations">
        {shown.map((operation) => (
          <One key={operation.id} operation={operation} />
        ))}
      </ul>
      {before.length > 0 && (
        <details class="operations-before">
          <summary>Earlier operations</summary>
          <ul class="operations">
            {before.map((operation) => (
              <One key={operation.id} operation={operation} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

const tones = { waiting: 'plain', running: 'plain', done: 'good', cancelled: 'warning', failed: 'bad' } as const

function One({ operation }: { readonly operation: Operation }) {
  const { id, action, by, state, total, settled, isStopping, reason, askedAt, endedAt } = operation
  const cancel = async () => noteOperation(await send<PostOperations>('DELETE', `/v1/operations/${id}`))
  const label = `${action} ${total}, ${state}`
  return (
    <li class="sheet operation">
      <p class="operation-head">
        <strong>{action === 'retry' ? 'Retry' : 'Discard'}</strong> of <Count value={total} />{' '}
        <Tag tone={tones[state]}>{isOpen(operation) && isStopping ? 'stopping' : state}</Tag>
      </p>
      <p class="operation-what muted">
        {meant(operation)} · asked by {by} <When at={askedAt} />
        {endedAt && (
          <>
            {' · ended '}
            <When at={endedAt} />
          </>
        )}
      </p>
      <progress value={settled} max={Math.max(1, total)} aria-label={label} />
      <p class="operation-tally" aria-live={isOpen(operation) ? 'polite' : undefined}>
        {tallied(operation)}
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

function meant({ filter }: Operation): string {
  const told = Object.entries(filter).flatMap(([name, value]) => {
    if (value === null || value === undefined) return []
    if (Array.isArray(value)) return [`${value.length} chosen`]
    return name === 'since' || name === 'until' ? [] : [`${name} ${String(value)}`]
  })
  return told.length === 0 ? 'all failed runs' : told.join(', ')
}

function tallied({ action, total, settled, tally }: Operation): string {
  const kept = Object.entries(tally.kept).map(([why, count]) => `${countText(count)} kept (${why})`)
  const parts = [
    `${countText(settled)} of ${countText(total)}`,
    `${countText(tally.done)} ${action === 'retry' ? 'retried' : 'discarded'}`,
    tally.superseded > 0 ? `${countText(tally.superseded)} had a later run` : '',
    tally.gone > 0 ? `${countText(tally.gone)} were gone` : '',
    ...kept,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
