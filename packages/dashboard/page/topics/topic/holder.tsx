import { useEffect, useRef } from 'preact/hooks'
import { goTo } from '../../address/address.ts'
import { linkWith } from '../../address/use-query.ts'
import type { GetHolder } from '../../api/answers.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { type Listed, useList } from '../../api/use-list.ts'
import { counted } from '../../parts/amounts.ts'
import { Empty } from '../../parts/empty.tsx'
import { List } from '../../parts/list.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Problem } from '../../parts/problem.tsx'
import { Stance } from '../../parts/stance.tsx'
import { When } from '../../parts/when.tsx'
import { Age } from '../age.tsx'
import { type Statement, typeWords } from '../words.ts'
import { topicPath } from './asked.ts'
import { HolderLine } from './holder-line.tsx'
import { Said } from './said.tsx'
import './holder.css'

const pageSize = 100

type Props = { readonly topicId: string; readonly holderId: string }

/** A holder on a topic: where they stand, how they came there, and all that they said. */
export function Holder({ topicId, holderId }: Props) {
  const asked = useAnswer<GetHolder>(`/v1/holders/${encodeURIComponent(holderId)}`)
  const query = { holder: holderId, context: true, limit: pageSize }
  const list = useList<Statement>(`${topicPath(topicId)}/statements`, query)
  const title = useRef<HTMLHeadingElement>(null)
  const name = asked.answer?.name
  useEffect(() => {
    if (name !== undefined) title.current?.focus({ preventScroll: true })
  }, [name])
  useEffect(() => {
    const close = ({ key, target }: KeyboardEvent) => {
      const isElsewhere = target instanceof Element && target.closest('dialog, input, select') !== null
      if (key === 'Escape' && !isElsewhere) goTo(linkWith({ holder: '' }))
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])
  return (
    <aside class="holder-panel sheet" aria-label="A holder">
      <p class="holder-back">
        <a href={linkWith({ holder: '' })}>
          <span aria-hidden="true">← </span>Everyone on this topic
        </a>
      </p>
      {asked.isLoading && !asked.answer && <Loading what="the holder" />}
      {asked.problem && <Problem problem={asked.problem} retry={asked.again} />}
      {asked.answer && (
        <>
          <h2 ref={title} tabIndex={-1}>
            {asked.answer.name}
          </h2>
          <Facts holder={asked.answer} topicId={topicId} list={list} />
          <HolderLine statements={list.items} />
          <h3 class="said-title">
            What they said
            {list.isRead && <span class="muted"> {list.hasMore ? `the latest ${list.items.length}` : ''}</span>}
          </h3>
          <List list={list} what="statements" empty={<Empty title="Nothing was heard of them on this topic" />}>
            {(items) => <AllSaid items={items} holder={asked.answer} topicId={topicId} />}
          </List>
        </>
      )}
    </aside>
  )
}

type FactsProps = { readonly holder: GetHolder; readonly topicId: string; readonly list: Listed<Statement> }

function Facts({ holder: { type, aka, standings }, topicId, list: { items, hasMore, isRead } }: FactsProps) {
  const standing = standings.find((one) => one.topicId === topicId)
  const affiliation = items.find((one) => one.affiliation !== null)?.affiliation
  const outlets = new Set(items.flatMap(({ outlet }) => (outlet === null ? [] : [outlet]))).size
  const more = hasMore ? ' and more' : ''
  return (
    <div class="holder-sum">
      <p class="muted">
        {affiliation && (
          <>
            <bdi>{affiliation}</bdi> ·{' '}
          </>
        )}
        {typeWords[type] ?? type}
        {aka.map((other, at) => (
          <span key={other}>
            {at === 0 ? ' · also ' : ', '}
            <bdi>{other}</bdi>
          </span>
        ))}
      </p>
      {standing && (
        <p class="holder-stand">
          <Stance stance={standing.stance} /> since <When at={standing.sinceAt} how="day" />,{' '}
          <span class="muted">
            last heard <Age at={standing.statedAt} />
          </span>
        </p>
      )}
      {isRead && items.length > 0 && (
        <p class="muted">
          {counted(items.length, 'statement')}
          {more} in {counted(outlets, 'outlet')}
        </p>
      )}
    </div>
  )
}

type AllProps = {
  readonly items: readonly Statement[]
  readonly holder: GetHolder | undefined
  readonly topicId: string
}

function AllSaid({ items, holder, topicId }: AllProps) {
  const changes = (holder?.changes ?? []).filter((change) => change.topicId === topicId)
  return (
    <ol class="all-said">
      {items.map((statement, at) => (
        <Said
          statement={statement}
          change={changes.find(
            ({ articleId, toStance }) => articleId === statement.articleId && toStance === statement.stance,
          )}
          key={`${statement.articleId} ${statement.start} ${statement.stance} ${at}`}
        />
      ))}
    </ol>
  )
}
