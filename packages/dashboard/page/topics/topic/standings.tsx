import { linkWith } from '../../address/use-query.ts'
import type { GetTopicPositionsCount } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useList } from '../../api/use-list.ts'
import { counted, countText, shareText } from '../../parts/amounts.ts'
import { Empty } from '../../parts/empty.tsx'
import { List } from '../../parts/list.tsx'
import { Section } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Stance } from '../../parts/stance.tsx'
import { StanceBar } from '../stance-bar.tsx'
import { type HolderPosition, type StanceCounts, type StanceName, stances } from '../words.ts'
import { isNarrowed, positionQuery, type TopicFilters, topicPath } from './asked.ts'
import { HolderCard } from './holder-card.tsx'
import './standings.css'

const pageSize = 8

type Props = { readonly topicId: string; readonly filters: TopicFilters; readonly chosen: string }

/** Everybody who stands somewhere, in three columns. */
export function Standings({ topicId, filters, chosen }: Props) {
  const query = positionQuery(filters)
  const asked = useAnswer<GetTopicPositionsCount>(`${topicPath(topicId)}/positions/count`, query)
  const counts = asked.answer
  const all = counts ? stances.reduce((sum, stance) => sum + counts[stance], 0) : 0
  return (
    <Section
      title={filters.at === '' ? 'Who stands where' : 'Who stood where'}
      actions={
        counts && (
          <span class="muted">{all === 0 ? 'nobody' : `${counted(all, 'holder')}, who was heard last first`}</span>
        )
      }
    >
      {asked.problem && <Problem problem={asked.problem} retry={asked.again} />}
      {counts && all > 0 && <StanceBar counts={counts} />}
      <div class="standings">
        {stances.map((stance) => (
          <Column {...{ topicId, filters, chosen, stance, all }} counts={counts} key={stance} />
        ))}
      </div>
    </Section>
  )
}

type ColumnProps = Props & {
  readonly stance: StanceName
  readonly counts: StanceCounts | undefined
  readonly all: number
}

function Column({ topicId, filters, chosen, stance, counts, all }: ColumnProps) {
  const query = { ...positionQuery(filters), stance, limit: pageSize }
  const list = useList<HolderPosition>(`${topicPath(topicId)}/positions`, query)
  return (
    <section class={`standing standing-${stance}`} aria-label={stance}>
      <h3>
        <Stance stance={stance} />
        <span class="standing-count number">{countText(counts?.[stance])}</span>
        {counts && all > 0 && <span class="standing-share number">{shareText(counts[stance] / all)}</span>}
      </h3>
      <List list={list} what="holders" empty={<Nobody filters={filters} stance={stance} />}>
        {(items) => (
          <ul class="holders">
            {items.map((position) => (
              <HolderCard
                position={position}
                asOf={filters.at}
                isChosen={position.holderId === chosen}
                href={linkWith({ holder: position.holderId })}
                key={position.holderId}
              />
            ))}
          </ul>
        )}
      </List>
    </section>
  )
}

function Nobody({ filters, stance }: { readonly filters: TopicFilters; readonly stance: StanceName }) {
  return (
    <Empty title={stance === 'mixed' ? 'Nobody has a mixed stance' : `Nobody was heard to ${stance} it`}>
      {isNarrowed(filters) ? (
        <p>None that the filters leave: choose others, or another day.</p>
      ) : (
        <p>
          It fills as articles come through <a href="/">the line</a>.
        </p>
      )}
    </Empty>
  )
}
