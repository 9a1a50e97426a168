import { ArticleId, InstantOrDate, RunRef, Standing } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const script = luaScript('article-index')
const dayMs = 86_400_000

/** An article that stands in the index, with what it is compared by. */
export type IndexedArticle = {
  readonly docId: string
  readonly articleId: string
  readonly groupId: string
  readonly storyId: null
  readonly textHash: string
  readonly sketch: Uint8Array
  readonly publishedAt: string | null
  readonly seenAtMs: number
  /** The run under which its text is kept. */
  readonly ref: RunRef
}

/** What a look-up found; `digest` proves at commit that it still holds. */
export type IndexReading = {
  readonly digest: string
  /** Those that share the text, or two hashes and more; the ones that share most first. */
  readonly candidates: readonly IndexedArticle[]
  /** Hashes that so many articles hold that they say nothing. */
  readonly common: ReadonlySet<number>
}

/** Where an article stands since it was first judged, and by which run. `story` is missing until it was placed. */
export type ArticleRecord = {
  readonly ref: RunRef
  readonly standing: RecordedStanding
  readonly storyId: string | null
}

export type RecordedStanding = Omit<Standing, 'storyId'> & { readonly duplicateOf: string | null }

type Commit = {
  readonly articleId: string
  readonly ref: RunRef
  /** The run that recorded the article before, as it was read; `null` where none had. */
  readonly before: RunRef | null
  readonly standing: RecordedStanding
  readonly textHash: string
  readonly hashes: readonly number[]
  readonly sketch: Uint8Array
  readonly publishedAt: string | null
  readonly seenAtMs: number
  readonly isIndexed: boolean
}

/** The sketches of the window's articles, in small hashed buckets by day, and a record per article. */
export type ArticleIndex = {
  lookUp(textHash: string, hashes: readonly number[], nowMs: number): Promise<IndexReading>
  /** Records the article if the reading still holds; else gives the new one: decide again. `taken`: another run recorded it since. */
  commit(entry: Commit, reading: IndexReading): Promise<'committed' | 'taken' | IndexReading>
  /** Makes an article another run's, as it stands. */
  hand(articleId: string, ref: RunRef): Promise<void>
  record(articleId: string): Promise<ArticleRecord | undefined>
}

type Options = {
  readonly prefix: string
  /** Candidates were seen within this time. */
  readonly windowMs: number
  /** Articles holding a hash from which it counts as boilerplate. */
  readonly boilerplateLimit: number
  readonly seenDays: number
}

const candidatesMax = 200
const sharedMin = 2

/** Opens the index under this key prefix. */
export function openArticleIndex(redis: Redis, options: Options): ArticleIndex {
  const { prefix, windowMs } = options
  const bucketLifeSeconds = Math.round((windowMs + dayMs) / 1_000)
  const recordKey = (articleId: string) => `${prefix}:article:${articleId}`
  const textKey = (textHash: string) => `${prefix}:index:text:${textHash}`
  const counter = `${prefix}:index:documents`

  async function readDocuments(documents: readonly string[], nowMs: number): Promise<IndexedArticle[]> {
    const read = redis.pipeline()
    for (const document of documents) read.hgetallBuffer(`${prefix}:index:document:${document}`)
    const replies = (await read.exec()) ?? []
    const articles = replies.map(([, fields], at) => toArticle(documents[at] ?? '', fields as Record<string, Buffer>))
    return articles.filter((article) => article !== undefined).filter(({ seenAtMs }) => nowMs - seenAtMs <= windowMs)
  }

  async function toReading(reply: Reply, nowMs: number): Promise<IndexReading> {
    const [, digest = '', sameText = '', postings = []] = reply
    const { shared, common } = countShared(postings, options.boilerplateLimit)
    const likely = [...shared].filter(([, hits]) => hits >= sharedMin).sort((a, b) => b[1] - a[1])
    const nearest = likely.slice(0, candidatesMax).map(([document]) => document)
    const documents = [...new Set(sameText === '' ? nearest : [sameText, ...nearest])]
    return { digest, candidates: await readDocuments(documents, nowMs), common }
  }

  return {
    async lookUp(textHash, hashes, nowMs) {
      const reply = await script(
        redis,
        [recordKey('none'), textKey(textHash), counter],
        [prefix, 'look', daysOf(nowMs, windowMs), hashes.join(','), options.boilerplateLimit],
      )
      return toReading(reply as Reply, nowMs)
    },
    async commit(entry, reading) {
      const keys = [recordKey(entry.articleId), textKey(entry.textHash), counter]
      const look = [
        prefix,
        'commit',
        daysOf(entry.seenAtMs, windowMs),
        entry.hashes.join(','),
        options.boilerplateLimit,
        reading.digest,
      ]
      // Outliving the window, an old text would keep a new one from standing for it.
      const lives = [bucketLifeSeconds, Math.round(options.seenDays * 86_400), Math.ceil(windowMs / 1_000)]
      const args = [...look, ...commitArguments(entry), ...lives]
      const reply = (await atWrite('index', () => script(redis, keys, args))) as Reply
      if (reply[0] === 'committed' || reply[0] === 'taken') return reply[0]
      return toReading(reply, entry.seenAtMs)
    },
    async hand(articleId, ref) {
      await atWrite('hand', () => redis.hset(recordKey(articleId), 'ref', refText(ref)))
    },
    async record(articleId) {
      const fields = await redis.hgetall(recordKey(articleId))
      if (!fields.ref || !fields.standing) return undefined
      const [urlId = '', run = ''] = fields.ref.split('/')
      return {
        ref: RunRef.parse({ urlId, run: Number(run) }),
        standing: Recorded.parse(JSON.parse(fields.standing)),
        storyId: fields.storyId ?? null,
      }
    },
  }
}

type Reply = [is: 'looked' | 'changed' | 'committed' | 'taken', digest?: string, sameText?: string, postings?: string[]]

function commitArguments(entry: Commit): (string | Buffer)[] {
  const { articleId, ref, standing, textHash, publishedAt, seenAtMs } = entry
  return [
    articleId,
    refText(ref),
    JSON.stringify(standing),
    textHash,
    Buffer.from(entry.sketch),
    JSON.stringify({ groupId: standing.groupId, publishedAt, seenAtMs, urlId: ref.urlId, run: ref.run }),
    entry.isIndexed ? 'indexed' : 'not',
    entry.before === null ? '' : refText(entry.before),
  ]
}

function refText({ urlId, run }: RunRef): string {
  return `${urlId}/${run}`
}

const Recorded = Standing.omit({ storyId: true }).extend({ duplicateOf: ArticleId.nullable() })

/** Days since 1970 that the window touches, today first. */
function daysOf(nowMs: number, windowMs: number): string {
  const today = Math.floor(nowMs / dayMs)
  const first = Math.floor((nowMs - windowMs) / dayMs)
  return Array.from({ length: today - first + 1 }, (_, back) => today - back).join(',')
}

/** How many hashes each document shares; `postings` alternates a hash with its holders. */
function countShared(postings: readonly string[], boilerplateLimit: number) {
  const shared = new Map<string, number>()
  const common = new Set<number>()
  for (let at = 0; at < postings.length; at += 2) {
    const holders = (postings[at + 1] ?? '').split(',')
    if (holders.length >= boilerplateLimit) common.add(Number(postings[at]))
    else for (const holder of holders) shared.set(holder, (shared.get(holder) ?? 0) + 1)
  }
  return { shared, common }
}

function toArticle(docId: string, fields: Record<string, Buffer> | null): IndexedArticle | undefined {
  const { articleId, textHash, sketch, facts } = fields ?? {}
  // A document can expire between look-up and reading.
  if (!articleId || !textHash || !sketch || !facts) return undefined
  const { groupId, publishedAt, seenAtMs, urlId, run } = JSON.parse(facts.toString()) as Record<string, unknown>
  return {
    docId,
    articleId: articleId.toString(),
    groupId: ArticleId.parse(groupId),
    storyId: null,
    textHash: textHash.toString(),
    sketch,
    publishedAt: InstantOrDate.nullable().parse(publishedAt),
    seenAtMs: Number(seenAtMs),
    ref: RunRef.parse({ urlId, run }),
  }
}
