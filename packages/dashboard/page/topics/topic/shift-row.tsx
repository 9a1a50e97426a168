import { linkWith } from '../../address/use-query.ts'
import { OuterLink } from '../../parts/outer-link.tsx'
import { Stance } from '../../parts/stance.tsx'
import { When } from '../../parts/when.tsx'
import { attributionWord } from '../words.ts'
import { type Shift, shiftKey } from './shift.ts'

type Props = { readonly shift: Shift; readonly isPointedAt: boolean; readonly pointAt: (key: string) => void }

/** A change of position: when, who, from what to what, and on what evidence. */
export function ShiftRow({ shift, isPointedAt, pointAt }: Props) {
  const { holderId, name, affiliation, fromStance, toStance, statedAt } = shift
  return (
    <li
      class={isPointedAt ? 'shift-row shift-row-pointed' : 'shift-row'}
      onPointerEnter={() => pointAt(shiftKey(shift))}
      onPointerLeave={() => pointAt('')}
    >
      <p class="shift-when">
        <When at={statedAt} how="date" />
      </p>
      <p class="shift-who">
        <a href={linkWith({ holder: holderId })}>{name}</a>
        {affiliation && <span class="muted"> {affiliation}</span>}
      </p>
      <p class="shift-move">
        <Move from={fromStance} to={toStance} />
      </p>
      <Evidence shift={shift} />
    </li>
  )
}

/** From one stance to another. */
export function Move({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <span class="move">
      <Stance stance={from} /> <span aria-hidden="true">→</span>
      <span class="unseen">, then</span> <Stance stance={to} />
    </span>
  )
}

function Evidence({ shift: { quote, attribution, outlet, articleId, title, url } }: Pick<Props, 'shift'>) {
  return (
    <div class="shift-evidence">
      {quote === null ? (
        <p class="muted">The article says it no longer.</p>
      ) : (
        <blockquote class="words">
          <mark>{quote}</mark>
        </blockquote>
      )}
      <p class="muted shift-source">
        <bdi>{outlet ?? 'unknown outlet'}</bdi>
        {attribution && `, ${attributionWord(attribution)}`} · <a href={`/articles/${articleId}`}>{title}</a> ·{' '}
        <OuterLink href={url}>source</OuterLink>
      </p>
    </div>
  )
}
