import type { ArticleFacts, DedupVerdict, TopicPositions } from '@stancewire/contracts'
import { type CompiledTopic, classifyStance } from '@stancewire/stance'
import { type Classified, classifiedEvent } from './classified-event.ts'

const akaMax = 10

/** Who stands where in an article, on each of its topics, as the event that says so; `null` where none of them is configured any more. */
export function readStances(
  verdict: DedupVerdict,
  text: string,
  topics: ReadonlyMap<string, CompiledTopic>,
): Classified | null {
  const { article } = verdict
  const read = article.topics.flatMap(({ id, relevance }) => {
    const topic = topics.get(id)
    return topic ? [readTopic(topic, relevance, article, text)] : []
  })
  return read.length === 0 ? null : classifiedEvent(verdict, read)
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
