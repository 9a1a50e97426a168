import {
  type DedupVerdict,
  eventBytesMax,
  type Position,
  type TerminalEvent,
  type TopicPositions,
} from '@stancewire/contracts'

export type Classified = Extract<TerminalEvent, { type: 'article.classified' }>

// Room for the envelope around the data.
const dataBytesMax = eventBytesMax - 2_048
const perTopicMax = 100

/** The event that ends a classified run. Where it would grow too large, the least sure positions are left out. */
export function classifiedEvent(verdict: DedupVerdict, topics: readonly TopicPositions[]): Classified {
  const { urlId, run, url, article, standing } = verdict
  const { topics: _, ...facts } = article
  const bounded = topics.map((topic) => withSurest(topic, new Set(surest(topic.positions).slice(0, perTopicMax))))
  const all = surest(bounded.flatMap(({ positions }) => positions))
  const count = topics.reduce((sum, { positions }) => sum + positions.length, 0)
  const build = (kept: number): Classified => {
    const chosen = new Set(all.slice(0, kept))
    const fit = bounded.map((topic) => withSurest(topic, chosen))
    const data = { urlId, run, url, ...facts, ...standing, topics: fit, truncated: kept < count }
    return { type: 'article.classified', data }
  }
  let kept = all.length
  let event = build(kept)
  while (kept > 0 && Buffer.byteLength(JSON.stringify(event.data)) > dataBytesMax) {
    kept = Math.floor(kept * 0.9)
    event = build(kept)
  }
  return event
}

function withSurest(topic: TopicPositions, chosen: ReadonlySet<Position>): TopicPositions {
  return { ...topic, positions: topic.positions.filter((position) => chosen.has(position)) }
}

function surest(positions: readonly Position[]): Position[] {
  return [...positions].sort((a, b) => b.confidence - a.confidence)
}
