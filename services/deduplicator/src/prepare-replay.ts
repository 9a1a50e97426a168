import { DedupVerdict, FetchedPage, ParsedArticle, type RunRef } from '@stancewire/contracts'
import { fingerprint } from '@stancewire/dedup'
import type { PreparedReplay } from '@stancewire/runtime'
import type { ArticleIndex, ArticleRecord, Bodies, BodyKind, Groups, ReplayRequest, Runs } from '@stancewire/storage'
import { readMessage } from './kept-message.ts'

type Deps = {
  bodies: Pick<Bodies, 'read' | 'write'>
  index: Pick<ArticleIndex, 'record'>
  groups: Pick<Groups, 'carrier'>
  runs: Pick<Runs, 'state'>
}

/** Why a run cannot be done again. `duplicate`: a copy has no positions of its own; `unjudged`: its text is not the one that was judged, or it failed before it was told. */
type Unfit = { readonly is: 'none'; readonly why: 'no-body' | 'duplicate' | 'unjudged' }

type Kept = ReadonlyMap<BodyKind, string>

const none = (why: Unfit['why']): Unfit => ({ is: 'none', why })

/** Prepares a replay: the message that a stage is given once more, from what is kept of a run. */
export function makePrepare({ bodies, index, groups, runs }: Deps) {
  async function read({ urlId, run }: ReplayRequest, kinds: readonly BodyKind[]): Promise<Kept> {
    const texts = await Promise.all(kinds.map(async (kind) => [kind, await bodies.read({ urlId, run, kind })] as const))
    return new Map(texts.flatMap(([kind, text]) => (text === undefined ? [] : [[kind, text] as const])))
  }

  function keeping({ urlId }: ReplayRequest, kept: Kept): PreparedReplay['keep'] {
    return async (run) => {
      for (const [kind, text] of kept) await bodies.write({ urlId, run, kind }, ofRun(kind, text, run))
    }
  }

  /** The verdict on an article as it stands now; only of a run that told its positions, or is the latest look at one that did. */
  async function verdictOn(parsed: ParsedArticle, text: string): Promise<DedupVerdict | Unfit> {
    const { articleId, title } = parsed.article
    const record = await index.record(articleId)
    if (!record || (await hasFailed(parsed))) return none('unjudged')
    if (record.ref.urlId !== parsed.urlId || !(await tells(record))) return none('duplicate')
    const { duplicateOf: _, ...standing } = record.standing
    if (standing.textHash !== fingerprint({ title, text }).textHash) return none('unjudged')
    const storyId = record.storyId ?? (await index.record(standing.groupId))?.storyId
    const verdict = DedupVerdict.safeParse({ ...parsed, standing: { ...standing, storyId } })
    return verdict.data ?? none('unjudged')
  }

  async function hasFailed(ref: RunRef): Promise<boolean> {
    const state = await runs.state(ref)
    return state.is !== 'ended' || state.by === 'url.failed'
  }

  /** Whether the positions of its group are this article's to tell. */
  async function tells({ ref, standing: { duplicateOf, groupId } }: ArticleRecord): Promise<boolean> {
    return duplicateOf === null || ((await groups.carrier(groupId))?.startsWith(`${ref.urlId}/`) ?? false)
  }

  return async (request: ReplayRequest): Promise<PreparedReplay | Unfit> => {
    const { stage } = request
    if (stage === 'parse') {
      const kept = await read(request, ['page', 'fetched'])
      const message = readMessage(FetchedPage, kept.get('fetched') ?? '')
      if (!message || !kept.has('page')) return none('no-body')
      return { is: 'ready', stage, message, keep: keeping(request, kept) }
    }
    // A page that is still there remains within reach of a replay of PARSE.
    const kept = await read(request, ['page', 'fetched', 'text', 'parsed'])
    const message = readMessage(ParsedArticle, kept.get('parsed') ?? '')
    const text = kept.get('text')
    if (!message || text === undefined) return none('no-body')
    const keep = keeping(request, kept)
    if (stage === 'deduplicate') return { is: 'ready', stage, message, keep }
    const verdict = await verdictOn(message, text)
    return 'is' in verdict ? verdict : { is: 'ready', stage, message: verdict, keep }
  }
}

/** A kept message names its run. */
function ofRun(kind: BodyKind, text: string, run: number): string {
  return kind === 'fetched' || kind === 'parsed' ? JSON.stringify({ ...JSON.parse(text), run }) : text
}
