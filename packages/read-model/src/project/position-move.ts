import { pipelineEventId, SideEvent } from '@stancewire/contracts'
import type { HolderRow, PositionChangeRow, StandingRow, StatementRow } from '../database/tables.ts'

/** A stance that has become another one: what is kept of it, and what is announced. */
export type PositionMove = { readonly change: PositionChangeRow; readonly event: SideEvent }

/** The move of a holder from where they stood to where a statement puts them. */
export function positionMove(
  { holderId, name, type }: HolderRow,
  from: StandingRow,
  { topicId, stance, sub, strength, statedAt, statedMs, articleId, revision, outlet, quote }: StatementRow,
): PositionMove {
  const event = SideEvent.parse({
    type: 'position.changed',
    data: {
      ...{ topicId, holderId, holder: name, holderType: type },
      from: { stance: from.stance, statedAt: from.statedAt, articleId: from.articleId },
      to: { stance, sub, strength, statedAt, articleId, revision, outlet, quote },
    },
  })
  const id = pipelineEventId(event)
  const change = { id, topicId, holderId, fromStance: from.stance, toStance: stance, statedAt, statedMs, articleId }
  return { change, event }
}
