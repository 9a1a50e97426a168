import type { StandingRow, StatementRow } from '../database/tables.ts'

export type Decision = { readonly standing: StandingRow; readonly change?: { readonly from: StandingRow } }

/** A confidence. Less sure statements enter the history, and move nobody. */
export const sureFrom = 0.5

/**
 * Where a holder stands after one more statement. What is older than the latest enters the history and decides nothing; of the same moment the
 * later told counts. `change` where the stance is another one, in another article: what an article says now of what it said before is a correction.
 */
export function decide(before: StandingRow | undefined, statement: StatementRow): Decision | undefined {
  const { topicId, holderId, stance, statedAt, statedMs, articleId, place, ordinal } = statement
  if (before && statedMs < before.statedMs) return undefined
  const isSame = before?.stance === stance
  const sinceAt = isSame ? before.sinceAt : statedAt
  const standing = { topicId, holderId, stance, statedAt, statedMs, sinceAt, articleId, place, ordinal }
  return before && !isSame && before.articleId !== articleId ? { standing, change: { from: before } } : { standing }
}

/** Of all that an article surely says of a holder on a topic, what counts: words of the text before those of the title, then the surer. */
export function weightiest(statements: readonly StatementRow[]): StatementRow[] {
  const best = new Map<string, StatementRow>()
  for (const statement of statements.filter(({ confidence }) => confidence >= sureFrom)) {
    const key = `${statement.topicId} ${statement.holderId}`
    const other = best.get(key)
    if (!other || weight(statement) > weight(other)) best.set(key, statement)
  }
  return [...best.values()]
}

function weight({ startAt, confidence }: StatementRow): number {
  return (startAt === null ? 0 : 1) + confidence
}
