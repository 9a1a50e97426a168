import { styleText } from 'node:util'
import { type CloudEvent, PipelineEvent } from '@stancewire/contracts'

/** What became of everything the newsroom published. */
export type Account = { readonly discovered: number; readonly ends: ReadonlyMap<string, number> }

/** Counts ends by kind, and stops by reason too. */
export function countEnds(events: readonly CloudEvent[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>()
  for (const event of events) {
    const kind = endKind(PipelineEvent.parse(event))
    if (kind !== undefined) ends.set(kind, (ends.get(kind) ?? 0) + 1)
  }
  return ends
}

function endKind(event: PipelineEvent): string | undefined {
  switch (event.type) {
    case 'article.classified':
      return 'classified'
    case 'article.duplicated':
      return 'duplicated'
    case 'url.failed':
      return 'failed'
    case 'url.stopped':
      return `stopped: ${event.data.reason}`
    case 'story.created':
    case 'story.updated':
    case 'original.changed':
      return undefined
  }
}

export function isBalanced({ discovered, ends }: Account): boolean {
  return [...ends.values()].reduce((sum, count) => sum + count, 0) === discovered
}

/** The account in words: discovered = classified + duplicated + stopped (by reason) + failed. */
export function accountSentence({ discovered, ends }: Account): string {
  const of = (kind: string) => ends.get(kind) ?? 0
  const stops = [...ends].filter(([kind]) => kind.startsWith('stopped: '))
  const stopped = stops.reduce((sum, [, count]) => sum + count, 0)
  const reasons = stops.map(([kind, count]) => `${count} ${kind.slice('stopped: '.length)}`).join(', ')
  const sum = `${discovered} discovered = ${of('classified')} classified + ${of('duplicated')} duplicated + ${stopped} stopped (${reasons || 'none'}) + ${of('failed')} failed`
  return isBalanced({ discovered, ends }) ? styleText('green', sum) : styleText('red', `${sum}: this does not add up`)
}
