import { type PipelineEvent, TerminalEvent } from '@stancewire/contracts'
import type { ArticleRow, CounterRow } from '../database/tables.ts'
import {
  articleRow,
  type Classified,
  type Duplicated,
  holderRows,
  sameHolder,
  statementRows,
  topicRows,
} from './article-rows.ts'
import { decide, weightiest } from './decide.ts'
import type { Draft, KeptText, ReadEntry } from './draft.ts'
import { publishedMoment } from './moment.ts'
import { isOutdated, isOutdatedStory } from './outdated.ts'
import { isPast } from './past.ts'
import { positionMove } from './position-move.ts'
import { runCounters, runRow, stepRows } from './run-row.ts'

/** Adds to a draft what one event does to the tables. What a later version announces does nothing. */
export function fold(draft: Draft, { event, known, text, ordinal }: ReadEntry): void {
  const timeMs = Date.parse(event.time)
  if (!known) return
  if (isEnd(known)) {
    const key = `${known.data.urlId}/${known.data.run}`
    draft.runs.set(key, { ...runRow(known, timeMs), discardedMs: draft.known.discards.get(key) ?? null })
    draft.steps.push(...stepRows(known))
    for (const row of runCounters(known, timeMs)) count(draft, row)
  }
  if (known.type === 'article.classified') foldClassified(draft, known.data, ordinal, text)
  if (known.type === 'article.duplicated') foldDuplicated(draft, known.data, ordinal, text)
  if (known.type === 'story.created' || known.type === 'story.updated') foldStory(draft, known.data, event.time)
  if (known.type === 'original.changed') {
    const { groupId, original } = known.data
    if (draft.known.lastDecisions.get(groupId) === event.id)
      draft.groups.set(groupId, { groupId, original, isFirst: false })
  }
  if (known.type === 'url.discarded') {
    draft.discarded.push({ urlId: known.data.urlId, run: known.data.run, discardedMs: timeMs })
  }
}

const ends: ReadonlySet<string> = new Set(TerminalEvent.options.map(({ shape }) => shape.type.value))

function isEnd(event: PipelineEvent): event is TerminalEvent {
  return ends.has(event.type)
}

function count(draft: Draft, row: CounterRow): void {
  if (row.minuteMs < draft.past.countersFromMs) return
  const key = `${row.minuteMs} ${row.stage} ${row.outcome}`
  const before = draft.counters.get(key)
  const sum = before && { count: before.count + row.count, workedMs: before.workedMs + row.workedMs }
  draft.counters.set(key, { ...row, ...sum })
}

type Told = { readonly row: ArticleRow; readonly ordinal: number; readonly text: string | undefined }

function foldArticle(draft: Draft, data: Classified | Duplicated, { row, ordinal, text }: Told): void {
  const { articleId, groupId, revision } = row
  draft.articles.set(articleId, row)
  draft.changedArticles.add(articleId)
  draft.topics.set(articleId, topicRows(data))
  if (!draft.groups.has(groupId) && !isPast(draft.past.groups, groupId, ordinal)) {
    draft.groups.set(groupId, { groupId, original: groupId, isFirst: true })
  }
  for (const kept of keptText({ row, ordinal, text })) draft.texts.set(`${articleId}/${revision}`, kept)
}

function keptText({ row: { articleId, revision, language, title }, ordinal, text }: Told): KeptText[] {
  return text === undefined ? [] : [{ number: ordinal, articleId, revision, language, title, content: text }]
}

function foldClassified(draft: Draft, data: Classified, ordinal: number, text: string | undefined): void {
  const { articleId, revision, textHash, title, urlId, run, fetchedAt } = data
  const told = { row: articleRow(data), ordinal, text }
  const version = { articleId, revision, textHash, title, urlId, run, fetchedAt }
  if (isOutdated(data, draft.articles.get(articleId))) {
    draft.late.revisions.push(version)
    draft.late.texts.push(...keptText(told))
    return
  }
  foldArticle(draft, data, told)
  draft.revisions.set(`${articleId}/${revision}`, version)
  const reuses = data.reuses.map(({ articleId: sourceId, similarity }) => ({ articleId, sourceId, similarity }))
  draft.reuses.set(articleId, reuses)
  for (const holder of holderRows(data)) {
    if (isPast(draft.past.holders, holder.holderId, ordinal)) continue
    const before = draft.holders.get(holder.holderId)
    draft.holders.set(holder.holderId, before ? sameHolder(before, holder) : holder)
  }
  const statements = statementRows(data, ordinal)
  draft.statements.set(articleId, statements)
  for (const statement of weightiest(statements)) move(draft, statement)
}

/** Moves a holder to where a statement says. */
function move(draft: Draft, statement: Parameters<typeof decide>[1]): void {
  const { topicId, holderId } = statement
  const key = `${topicId}/${holderId}`
  if (isPast(draft.past.standings, key, statement.ordinal)) return
  const decided = decide(draft.standings.get(key), statement)
  if (!decided) return
  draft.standings.set(key, decided.standing)
  draft.changedStandings.add(key)
  const holder = draft.holders.get(holderId)
  if (decided.change && holder) draft.moves.push(positionMove(holder, decided.change.from, statement))
}

function foldDuplicated(draft: Draft, data: Duplicated, ordinal: number, text: string | undefined): void {
  const before = draft.articles.get(data.articleId)
  // Another address of an article that stands here is no new version of it.
  if (before && (before.urlId !== data.urlId || isOutdated(data, before))) return
  foldArticle(draft, data, { row: { ...articleRow(data), revision: copyRevision(data, before) }, ordinal, text })
  if (!before) return
  // What it said of its own it says no more.
  draft.statements.set(data.articleId, [])
  draft.reuses.set(data.articleId, [])
}

/** A copy is told without a number: behind all that were told, where it may be another text, so that none takes another one's place. */
function copyRevision({ fetchedAt }: Duplicated, before: ArticleRow | undefined): number {
  if (!before) return 1
  return before.textHash === null && before.fetchedAt === fetchedAt ? before.revision : before.revision + 1
}

function foldStory(
  draft: Draft,
  data: Extract<PipelineEvent, { type: 'story.created' }>['data'],
  toldAt: string,
): void {
  const { topics, outlets, ...story } = data
  const lastMs = publishedMoment(data.lastAt, toldAt).ms
  const row = { ...story, topics: JSON.stringify(topics), outlets: JSON.stringify(outlets), lastMs }
  const before = draft.stories.get(data.storyId) ?? draft.known.stories.get(data.storyId)
  if (!isOutdatedStory(row, before)) draft.stories.set(data.storyId, row)
}
