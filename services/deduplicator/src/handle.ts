import { type DedupVerdict, messageVersion, type ParsedArticle, type SideEvent } from '@stancewire/contracts'
import { atPoint } from '@stancewire/faults'
import { end, type Handle, MissingBodyError, type Outcome, pass, stop } from '@stancewire/runtime'
import type { ArticleIndex, Bodies, Groups, RecordedStanding, Runs, Stories } from '@stancewire/storage'
import type { KeptStory } from './kept-story.ts'
import { makePlace } from './place.ts'
import { makeStand } from './stand.ts'

type Deps = {
  bodies: Bodies
  index: ArticleIndex
  groups: Groups
  stories: Stories<KeptStory>
  runs: Pick<Runs, 'state'>
}

/** DEDUPLICATE: what is new goes on; a copy ends here, in its group and story. */
export function makeHandle({ bodies, index, groups, stories, runs }: Deps): Handle<ParsedArticle, DedupVerdict> {
  const stand = makeStand({ index, bodies, runs })
  const place = makePlace(stories)

  /**
   * The group's positions come from one member; if its run ends without telling them, from the next one that arrives. A member that told them
   * tells them again in a replay, and a first member tells a text of its own.
   */
  async function carries(parsed: ParsedArticle, standing: RecordedStanding): Promise<boolean> {
    const { duplicateOf, groupId, revision } = standing
    const self = `${parsed.urlId}/${parsed.run}/${parsed.article.articleId}`
    const carrier = await groups.carrier(groupId)
    if (carrier === self) return true
    const isMine = carrier?.startsWith(`${parsed.urlId}/`) ?? false
    const isFirst = duplicateOf === null && (carrier === null || isMine || revision > 1)
    const tellsAgain = parsed.lane === 'replay' && isMine
    if (!isFirst && !tellsAgain && !(await hasEndedUntold(carrier ?? (await firstOf(groupId))))) return false
    return groups.claimCarrier(groupId, carrier, self)
  }

  /** A first member that carries nothing is a copy of the one that does. */
  async function asCopy(standing: RecordedStanding): Promise<RecordedStanding> {
    if (standing.duplicateOf !== null) return standing
    const [, , articleId] = (await groups.carrier(standing.groupId))?.split('/') ?? []
    const carrier = articleId === undefined ? undefined : (await index.record(articleId))?.standing
    if (articleId === undefined || !carrier)
      return { ...standing, duplicateOf: standing.groupId, relation: 'exact', similarity: 1 }
    const isSame = carrier.textHash === standing.textHash
    return { ...standing, duplicateOf: articleId, relation: isSame ? 'exact' : 'near', similarity: carrier.similarity }
  }

  async function firstOf(groupId: string): Promise<string | null> {
    const first = await index.record(groupId)
    return first ? `${first.ref.urlId}/${first.ref.run}` : null
  }

  /** Whether the carrier's run has ended without telling them, and none of its URL's runs before it, which it did again, had told them. */
  async function hasEndedUntold(carrier: string | null): Promise<boolean> {
    const [urlId = '', latest = ''] = carrier?.split('/') ?? []
    for (let run = Number(latest); run >= 1; run--) {
      const state = await runs.state({ urlId, run })
      if (state.is !== 'ended') return false
      if (state.by === 'article.classified' || (run === Number(latest) && state.by.startsWith('article.'))) return false
    }
    return carrier !== null
  }

  return async (parsed) => {
    atPoint('work:deduplicate', parsed.url)
    const { urlId, run, article } = parsed
    const text = await bodies.read({ urlId, run, kind: 'text' })
    if (text === undefined) throw new MissingBodyError(`text of ${urlId} run ${run} is not in the store`)
    const standing = await stand(parsed, text)
    if (standing === 'unchanged') return stop('unchanged')
    const isCarrier = await carries(parsed, standing)
    // A copy is in the story of its group, whichever member of it comes to be placed first.
    const member = standing.duplicateOf === null ? article.articleId : standing.groupId
    const record = await index.record(member)
    const placed = await place({ ...article, articleId: member }, text, record?.storyId ?? null)
    const changed = await offerOriginal(groups, parsed, standing)
    // What a member's place in a story announces, that member announces.
    const announce = [...(standing.duplicateOf === null ? placed.announce : []), ...changed]
    return isCarrier
      ? passOn(parsed, standing, placed.storyId, announce)
      : duplicated(parsed, await asCopy(standing), placed.storyId, announce)
  }
}

async function offerOriginal(
  groups: Groups,
  { article }: ParsedArticle,
  standing: RecordedStanding,
): Promise<SideEvent[]> {
  const { groupId } = standing
  const { articleId, publishedAt } = article
  const topics = article.topics.map(({ id }) => id)
  // Only the first member knows its own date: where a copy finds none there, the first one takes its place back if it is earlier.
  const first = { articleId: groupId, publishedAt: articleId === groupId ? publishedAt : null }
  const previous = await groups.offerOriginal(groupId, { articleId, publishedAt }, first)
  if (previous === null || publishedAt === null) return []
  return [{ type: 'original.changed', data: { groupId, original: articleId, previous, publishedAt, topics } }]
}

function passOn(
  { urlId, run, url, article }: ParsedArticle,
  { duplicateOf: _, ...standing }: RecordedStanding,
  storyId: string,
  announce: readonly SideEvent[],
): Outcome<DedupVerdict> {
  return pass({ v: messageVersion, urlId, run, url, article, standing: { ...standing, storyId } }, announce)
}

function duplicated(
  { urlId, run, url, article }: ParsedArticle,
  { relation, similarity, groupId, duplicateOf }: RecordedStanding,
  storyId: string,
  announce: readonly SideEvent[],
): Outcome<never> {
  const data = {
    urlId,
    run,
    url,
    ...article,
    relation: relation === 'exact' ? ('exact' as const) : ('near' as const),
    similarity,
    groupId,
    storyId,
    duplicateOf: duplicateOf ?? groupId,
  }
  return end({ type: 'article.duplicated', data }, announce)
}
