import type { DedupVerdict, Topic } from '@stancewire/contracts'
import { atPoint } from '@stancewire/faults'
import { compileTopic } from '@stancewire/stance'
import type { Classified } from './classified-event.ts'
import { readStances } from './read-stances.ts'

type TextTask = { readonly verdict: DedupVerdict; readonly text: string }

/** The work of a classifier's thread: what a text does to its reader, it does to that thread alone. */
export function makeWork({ topics }: { readonly topics: readonly Topic[] }): (task: TextTask) => Classified | null {
  const compiled = new Map(topics.map((topic) => [topic.id, compileTopic(topic)]))
  return ({ verdict, text }) => {
    atPoint('work:classify-stance', verdict.url)
    return readStances(verdict, text, compiled)
  }
}
