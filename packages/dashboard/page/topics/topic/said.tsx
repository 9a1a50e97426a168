import type { GetHolder } from '../../api/answers.ts'
import { shareText } from '../../parts/amounts.ts'
import { OuterLink } from '../../parts/outer-link.tsx'
import { Stance } from '../../parts/stance.tsx'
import { When } from '../../parts/when.tsx'
import { attributionWord, type Statement, strengthWord } from '../words.ts'
import { Move } from './shift-row.tsx'

type Props = { readonly statement: Statement; readonly change: GetHolder['changes'][number] | undefined }

/** Something that was said: the words in their sentence, who printed them and how, and where to read them. */
export function Said({ statement, change }: Props) {
  const { stance, sub, strength, confidence, attribution, affiliation, statedAt, articleId, url, title, outlet } =
    statement
  return (
    <li class={change ? 'said said-change' : 'said'}>
      {change && (
        <p class="said-moved">
          Moved: <Move from={change.fromStance} to={change.toStance} />
        </p>
      )}
      <p class="said-head">
        <Stance stance={stance} />
        <span class="said-when">
          <When at={statedAt} how="day" />
        </span>
        <span class="said-how muted">
          {strengthWord(strength)}
          {sub && ` · ${sub.replaceAll('_', ' ')}`} · {shareText(confidence)} sure
        </span>
      </p>
      <Words statement={statement} />
      <p class="said-source">
        <b>{outlet ?? 'unknown outlet'}</b>, {attributionWord(attribution)}
        {affiliation && (
          <span class="muted">
            {' '}
            · as <bdi>{affiliation}</bdi>
          </span>
        )}
        <br />
        <a href={`/articles/${articleId}`}>{title}</a> · <OuterLink href={url}>source</OuterLink>
      </p>
    </li>
  )
}

function Words({ statement: { quote, context } }: Pick<Props, 'statement'>) {
  return (
    <blockquote class="words">
      {context?.before}
      <mark>{quote}</mark>
      {context?.after}
    </blockquote>
  )
}
