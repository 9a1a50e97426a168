import type { ComponentChildren } from 'preact'
import type { GetArticleAttributions, GetArticlePassages } from '../../api/answers.ts'
import { withQuery } from '../../api/client.ts'
import { shareText } from '../../parts/amounts.ts'
import { Stance } from '../../parts/stance.tsx'
import type { Evidence } from './evidence.ts'

/** Where a holder's statements on a topic stand. */
export function holderHref(topicId: string, holderId: string): string {
  return withQuery(`/topics/${encodeURIComponent(topicId)}`, { holder: holderId })
}

/** A word of the API as it is read: `direct_quote` as "direct quote". */
export function asWords(word: string): string {
  return word.replaceAll('_', ' ')
}

type NoteProps = {
  readonly id: string
  readonly look: string
  readonly sign: ComponentChildren
  readonly onLit: (isLit: boolean) => void
  readonly children: ComponentChildren
}

/** What stands beside the text about one of its marks; the mark stands out while the note is pointed at. */
function Note({ id, look, sign, onLit, children }: NoteProps) {
  return (
    <li
      class={`note note-${look}`}
      id={`note-${id}`}
      onMouseEnter={() => onLit(true)}
      onMouseLeave={() => onLit(false)}
      onFocusCapture={() => onLit(true)}
      onBlurCapture={() => onLit(false)}
    >
      <a class="note-back" href={`#mark-${id}`}>
        <span aria-hidden="true">{sign}</span>
        <span class="unseen">To the words of note {sign}</span>
      </a>
      <div>{children}</div>
    </li>
  )
}

type Shared = Pick<NoteProps, 'onLit'>

/** Who stands where by a piece of evidence; on what topic, where the article is on several. */
export function EvidenceNote({ evidence, topic, onLit }: Shared & { evidence: Evidence; topic: string | undefined }) {
  const { number, statement, place } = evidence
  const { topicId, holderId, holder, affiliation, stance, sub, strength, attribution } = statement
  return (
    <Note id={`e${number}`} look={stance} sign={number} onLit={onLit}>
      <p>
        <a class="note-holder" href={holderHref(topicId, holderId)}>
          {holder}
        </a>
        {affiliation && (
          <span class="muted">
            , <bdi>{affiliation}</bdi>
          </span>
        )}
      </p>
      <p>
        <Stance stance={stance} /> {topic && <span class="muted">{topic}</span>}
      </p>
      <p class="muted note-how">
        {[strength, sub, attribution].flatMap((word) => (word ? [asWords(word)] : [])).join(' · ')}
        {place !== 'nowhere' && place.of === 'title' && ' · in the title'}
      </p>
    </Note>
  )
}

type Source = GetArticlePassages['sources'][number]

/** Whose words a passage was before. */
export function TakenNote({ letter, source, onLit }: Shared & { letter: string; source: Source }) {
  return (
    <Note id={`t${letter}`} look="taken" sign={letter} onLit={onLit}>
      <p>
        <bdi>{source.outlet ?? 'Another article'}</bdi>: <a href={`/articles/${source.articleId}`}>{source.title}</a>
      </p>
      {source.share !== null && <p class="muted note-how">{shareText(source.share)} of this text stood there</p>}
    </Note>
  )
}

type Attribution = GetArticleAttributions['attributions'][number]

/** Who said it, and by which words that is told. */
export function SaidNote({ number, said, onLit }: Shared & { number: number; said: Attribution }) {
  return (
    <Note id={`s${number}`} look="said" sign={`❝${number}`} onLit={onLit}>
      <p>
        {said.source ? <q class="said-source">{said.source.text}</q> : <span class="muted">nobody named</span>}
        {said.cue && (
          <span class="muted">
            {' '}
            “<bdi>{said.cue.text}</bdi>”
          </span>
        )}
      </p>
      <p class="muted note-how">
        {asWords(said.kind)} · {shareText(said.confidence)} sure
      </p>
      {said.statements.map(({ topicId, holderId, holder, stance }) => (
        <p key={`${topicId} ${holderId} ${stance}`}>
          <Stance stance={stance} /> <a href={holderHref(topicId, holderId)}>{holder}</a>
        </p>
      ))}
    </Note>
  )
}
