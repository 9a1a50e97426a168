import { type CloudEvent, PipelineEvent, type Position, type Stance } from '@stancewire/contracts'

/** Where one holder stands on a topic: the latest position that is sure enough, and everything it rests on. */
export type HolderStanding = {
  readonly holder: string
  readonly affiliation: string | null
  readonly latest: Position
  readonly statedAt: string
  /** Outlets that reported a position of this holder. */
  readonly outlets: readonly string[]
  readonly articles: number
  /** Articles by the stance they give the holder. */
  readonly byStance: Readonly<Record<Stance, number>>
}

type Said = {
  readonly position: Position
  readonly statedAt: string
  readonly articleId: string
  readonly groupId: string
}

/** What holders said on one topic, by the holder's name in lower case. */
type Holders = Map<string, Said[]>

/** Gathers who stands where on one topic from the events, in stream order. Copies count for their outlet, under their group's positions. */
export function gatherStandings() {
  const byTopic = new Map<string, Holders>()
  const heldIn = new Map<string, Holders[]>()
  const outletsOfGroup = new Map<string, Set<string>>()
  const addOutlet = (groupId: string, outlet: string | null) => {
    if (outlet === null) return
    const outlets = outletsOfGroup.get(groupId) ?? new Set()
    outletsOfGroup.set(groupId, outlets.add(outlet))
  }
  return {
    add(event: CloudEvent): void {
      const read = PipelineEvent.safeParse(event)
      if (!read.success) return
      const { type, data } = read.data
      if (type === 'article.duplicated') addOutlet(data.groupId, data.outlet)
      if (type !== 'article.classified') return
      addOutlet(data.groupId, data.outlet)
      const statedAt = data.publishedAt ?? data.fetchedAt
      const { articleId, groupId, topics } = data
      // A new revision of an article replaces all that the old one said.
      for (const holders of heldIn.get(articleId) ?? []) forget(holders, articleId)
      heldIn.set(
        articleId,
        topics.map(({ id, positions }) => {
          const holders: Holders = byTopic.get(id) ?? new Map()
          byTopic.set(id, holders)
          for (const position of positions) say(holders, { position, statedAt, articleId, groupId })
          return holders
        }),
      )
    },
    /** The standings on a topic: those with the most articles first. */
    of(topic: string): HolderStanding[] {
      const holders = [...(byTopic.get(topic)?.values() ?? [])]
      return holders.flatMap((said) => standing(said, outletsOfGroup)).sort((a, b) => b.articles - a.articles)
    },
    topics: () => [...byTopic.keys()],
  }
}

function say(holders: Holders, said: Said): void {
  const key = said.position.holder.toLowerCase()
  const before = holders.get(key)
  if (before) before.push(said)
  else holders.set(key, [said])
}

function forget(holders: Holders, articleId: string): void {
  for (const [key, said] of holders) {
    const left = said.filter((each) => each.articleId !== articleId)
    if (left.length === 0) holders.delete(key)
    else if (left.length < said.length) holders.set(key, left)
  }
}

const sureFrom = 0.5

function standing(said: readonly Said[], outletsOfGroup: ReadonlyMap<string, ReadonlySet<string>>): HolderStanding[] {
  const ordered = [...said].sort((a, b) => Date.parse(a.statedAt) - Date.parse(b.statedAt))
  // One unsure reading must not turn a holder round: the latest sure one counts.
  const last = ordered.findLast(({ position }) => position.confidence >= sureFrom) ?? ordered.at(-1)
  if (!last) return []
  const byStance = { support: 0, oppose: 0, mixed: 0 }
  for (const { position } of said) byStance[position.stance]++
  const outlets = said.flatMap(({ groupId }) => [...(outletsOfGroup.get(groupId) ?? [])])
  const { holder, affiliation } = last.position
  return [
    {
      holder,
      affiliation,
      latest: last.position,
      statedAt: last.statedAt,
      outlets: [...new Set(outlets)],
      articles: said.length,
      byStance,
    },
  ]
}
