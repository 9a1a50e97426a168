import type { ArticleFacts, DedupVerdict, TopicPositions } from '@stancewire/contracts'
import { end, type Handle, MissingBodyError, stop } from '@stancewire/runtime'
import { type CompiledTopic, classifyStance } from '@stancewire/stance'
import type { Bodies } from '@stancewire/storage'
import { classifiedEvent } from './classified-event.ts'

const akaMax = 10

type Deps = { bodies: Bodies; topics: readonly CompiledTopic[] }

/** CLASSIFY STANCE: who stands where in this article, on each topic it is on. Ends the run. */
export function makeHandle({ bodies, topics }: Deps): Handle<DedupVerdict, never> {
  const byId = new Map(topics.map((compiled) => [compiled.topic.id, compiled]))
  return async (verdict) => {
    const { urlId, run, article } = verdict
    const text = await bodies.read({ urlId, run, kind: 'text' })
    if (text === undefined) throw new MissingBodyError(`text of ${urlId} run ${run} is not in the store`)
    const read = article.topics.flatMap(({ id, relevance }) => {
      const topic = byId.get(id)
      return topic ? [readTopic(topic, relevance, article, text)] : []
    })
    if (read.length === 0) return stop('off-topic', 'its topics are no longer configured')
    return end(classifiedEvent(verdict, read))
  }
}

function readTopic(compiled: CompiledTopic, relevance: number, article: ArticleFacts, text: string): TopicPositions {
  const { articleStance, stanceStatus, positions } = classifyStance(compiled, { ...article, text })
  return {
    id: compiled.topic.id,
    relevance,
    articleStance,
    stanceStatus,
    positions: positions.map((position) => ({ ...position, aka: position.aka.slice(0, akaMax) })),
  }
}
