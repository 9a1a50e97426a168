import { type DedupVerdict, eventBytesMax, type TerminalEvent, type TopicPositions } from '@stancewire/contracts'

type Classified = Extract<TerminalEvent, { type: 'article.classified' }>

// Room for the envelope around the data.
const dataBytesMax = eventBytesMax - 2_048
const perTopicMax = 100

/** The event that ends a classified run. Where it would grow too large, the least sure positions are left out. */
export function classifiedEvent(verdict: DedupVerdict, topics: readonly TopicPositions[]): Classified {
  const { urlId, run, url, article, standing } = verdict
  const { topics: _, ...facts } = article
  const all = topics.flatMap(({ positions }) => positions)
  const build = (kept: number): Classified => {
    const least = kept >= all.length ? 0 : (surest(all)[kept - 1]?.confidence ?? 2)
    const fit = topics.map((topic) => ({
      ...topic,
      positions: topic.positions.filter(({ confidence }) => confidence >= least).slice(0, perTopicMax),
    }))
    const truncated = fit.some(({ positions }, at) => positions.length < (topics[at]?.positions.length ?? 0))
    return { type: 'article.classified', data: { urlId, run, url, ...facts, ...standing, topics: fit, truncated } }
  }
  let kept = all.length
  let event = build(kept)
  while (kept > 0 && Buffer.byteLength(JSON.stringify(event.data)) > dataBytesMax) {
    kept = Math.floor(kept * 0.8)
    event = build(kept)
  }
  return event
}

function surest<P extends { confidence: number }>(positions: readonly P[]): P[] {
  return [...positions].sort((a, b) => b.confidence - a.confidence)
}
