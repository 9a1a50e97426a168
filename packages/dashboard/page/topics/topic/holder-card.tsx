import { counted, shareText } from '../../parts/amounts.ts'
import { When } from '../../parts/when.tsx'
import { Age } from '../age.tsx'
import { type HolderPosition, strengthWord, typeWords } from '../words.ts'

type Props = {
  readonly position: HolderPosition
  /** The day as of which they are shown; empty for now. */
  readonly asOf: string
  readonly isChosen: boolean
  readonly href: string
}

/** The address of a holder's card within its page. */
export const cardId = (holderId: string): string => `holder-${holderId}`

/** A holder with the words that put them there: who, what, how fresh, how widely heard, and how sure. */
export function HolderCard({ position, asOf, isChosen, href }: Props) {
  const { holderId, name, type, affiliation, quote, strength, confidence, statedAt, sinceAt, statements, outlets } =
    position
  return (
    <li class={isChosen ? 'holder holder-chosen' : 'holder'}>
      <p class="holder-head">
        <a id={cardId(holderId)} class="holder-name" href={href} aria-current={isChosen ? 'true' : undefined}>
          {name}
        </a>
        <span class="holder-age">
          <Age at={statedAt} asOf={asOf} />
        </span>
      </p>
      <p class="holder-who">
        {affiliation && (
          <>
            <bdi>{affiliation}</bdi> ·{' '}
          </>
        )}
        {typeWords[type] ?? type}
      </p>
      <blockquote class="holder-quote">{quote}</blockquote>
      <p class="holder-facts">
        <span class={strength === 'strong' ? 'strong' : ''}>{strengthWord(strength)}</span>
        <span>{counted(outlets, 'outlet')}</span>
        <span>{counted(statements, 'statement')}</span>
        <span>{shareText(confidence)} sure</span>
        {sinceAt !== statedAt && (
          <span>
            held since <When at={sinceAt} how="day" />
          </span>
        )}
      </p>
    </li>
  )
}
