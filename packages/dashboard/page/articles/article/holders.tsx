import { useQuery } from '../../address/use-query.ts'
import type { GetArticle } from '../../api/answers.ts'
import { Section } from '../../parts/page.tsx'
import { Stance } from '../../parts/stance.tsx'
import type { Evidence } from './evidence.ts'
import { asWords, holderHref } from './notes.tsx'

type Props = {
  readonly article: GetArticle
  readonly evidence: readonly Evidence[]
  readonly topicTitle: (topicId: string) => string
}

/** Who stands where by this article, topic by topic. */
export function Holders({ article: { topics, duplicateOf }, evidence, topicTitle }: Props) {
  return (
    <Section title="Who stands where">
      {duplicateOf !== null && (
        <p>
          This is a copy: who stands where is read in <a href={`/articles/${duplicateOf}`}>the article it repeats</a>.
        </p>
      )}
      {topics.map(({ topicId, articleStance, stanceStatus }) => (
        <div class="holders" key={topicId}>
          <h3>
            <a href={`/topics/${encodeURIComponent(topicId)}`}>{topicTitle(topicId)}</a>
          </h3>
          <HoldersOn of={evidence.filter(({ statement }) => statement.topicId === topicId)} />
          {stanceStatus === 'language-unsupported' && <p class="muted">Positions are read in English only so far.</p>}
          {articleStance !== null && articleStance !== 'neutral' && (
            <p>
              The article’s own voice: <Stance stance={articleStance} />
            </p>
          )}
          {stanceStatus === 'classified' && !evidence.some(({ statement }) => statement.topicId === topicId) && (
            <p class="muted">Nobody takes a stance in it.</p>
          )}
        </div>
      ))}
    </Section>
  )
}

function HoldersOn({ of }: { readonly of: readonly Evidence[] }) {
  const [{ holder }, change] = useQuery(['holder'])
  const byHolder = [...Map.groupBy(of, ({ statement }) => `${statement.holderId} ${statement.stance}`)]
  if (byHolder.length === 0) return null
  return (
    <ul class="holders-list">
      {byHolder.map(([key, statements]) => {
        const [first] = statements
        if (!first) return null
        const { holderId, holder: name, affiliation, stance, topicId } = first.statement
        const isChosen = holder === holderId
        return (
          <li key={key} class={isChosen ? 'holder holder-chosen' : 'holder'}>
            <Stance stance={stance} />
            <span>
              <a href={holderHref(topicId, holderId)}>{name}</a>
              {affiliation && (
                <span class="muted">
                  , <bdi>{affiliation}</bdi>
                </span>
              )}
              <span class="holder-notes">
                {statements.map((one) => (
                  <NoteLink evidence={one} key={one.number} />
                ))}
              </span>
            </span>
            <button
              type="button"
              class="button button-quiet holder-show"
              aria-pressed={isChosen}
              aria-label={`Stand out: the words of ${name}`}
              title="Let these words stand out in the text"
              onClick={() => change({ holder: isChosen ? '' : holderId }, 'replace')}
            >
              <span aria-hidden="true">{isChosen ? '◉' : '○'}</span> Stand out
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function NoteLink({ evidence: { number, place, statement } }: { readonly evidence: Evidence }) {
  if (place !== 'nowhere')
    return (
      <a href={`#mark-e${number}`} aria-label={`Note ${number}`}>
        {number}
      </a>
    )
  return (
    <span class="holder-quote">
      <q>{statement.quote}</q> <span class="muted">({asWords(statement.attribution)}; not in the kept text)</span>
    </span>
  )
}
