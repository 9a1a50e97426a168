import { Duration } from '../parts/numbers.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import type { Source } from './asked.ts'
import { stateWords } from './state-words.ts'

/** How a source stands, and why. */
export function StateCell({ source }: { readonly source: Source }) {
  const { word, tone, meaning } = stateWords[source.state]
  return (
    <div class="source-cell">
      <span title={meaning}>
        <Tag tone={tone}>{word}</Tag>
      </span>
      <StateNote source={source} />
    </div>
  )
}

function StateNote({ source: { state, pause, hostPause, silence, feed } }: { readonly source: Source }) {
  const held = pause ?? hostPause
  if (state === 'paused' && held)
    return (
      <span class="source-note">
        {held.kind === 'host' && `with its host ${held.name}, `}by <bdi>{held.by}</bdi>: <bdi>{held.reason}</bdi>
        {held.until && (
          <>
            {' · until '}
            <When at={held.until} how="date" />
          </>
        )}
      </span>
    )
  if (silence?.why === 'not-polled') return <span class="source-note">nobody polls it</span>
  if (silence && feed)
    return (
      <span class="source-note">
        nothing new since <When at={silence.sinceAt} how="date" />; usually within <Duration ms={feed.usualGapMs} />
      </span>
    )
  return null
}
