import type { ParsedArticle, RunRef } from '@stancewire/contracts'
import { fingerprint } from '@stancewire/dedup'
import type { ArticleIndex, ArticleRecord, Bodies, RecordedStanding, Runs } from '@stancewire/storage'
import { makeJudge } from './judge.ts'
import { openJudgedBefore } from './judged-before.ts'

type Read = { readonly text: string; readonly textHash: string }
type Deps = { index: ArticleIndex; bodies: Pick<Bodies, 'read'>; runs: Pick<Runs, 'state'> }

// Each try that fails means that another run recorded the same article meanwhile.
const triesMax = 10

/**
 * Where an article stands, judged once: every further delivery, address and run of it builds on what was recorded. `unchanged` where all of it was told.
 * A replay is judged again, and told again.
 */
export function makeStand({ index, bodies, runs }: Deps) {
  const judge = makeJudge(index, bodies)

  async function fromRecord(record: ArticleRecord, parsed: ParsedArticle, textHash: string) {
    if (record.ref.urlId !== parsed.urlId) return sameAddress(record, textHash)
    if (isSameRun(record.ref, parsed)) return record.standing
    if (record.standing.textHash !== textHash || parsed.lane === 'replay') return 'open'
    const earlier = await runs.state(record.ref)
    if (earlier.is === 'ended' && earlier.by.startsWith('article.')) return 'unchanged'
    // That run failed: the article is this run's now.
    await index.hand(parsed.article.articleId, parsed)
    return record.standing
  }

  async function judgeAgain(record: ArticleRecord, parsed: ParsedArticle, { text, textHash }: Read) {
    const again = await openJudgedBefore({ index, bodies }, parsed, record)
    if (!again.isForgotten || record.standing.textHash !== textHash)
      return judge({ parsed, text, before: record, again })
    await index.hand(parsed.article.articleId, parsed)
    return record.standing
  }

  return async (parsed: ParsedArticle, text: string): Promise<RecordedStanding | 'unchanged'> => {
    const { articleId, title } = parsed.article
    const { textHash } = fingerprint({ title, text })
    for (let tries = 0; tries < triesMax; tries++) {
      const record = await index.record(articleId)
      const known = record && (await fromRecord(record, parsed, textHash))
      if (known && known !== 'open') return known
      const isAgain = record && parsed.lane === 'replay'
      const judged = isAgain
        ? await judgeAgain(record, parsed, { text, textHash })
        : await judge({ parsed, text, before: record })
      if (judged !== 'taken') return judged
    }
    throw new Error(`${articleId} was recorded by ${triesMax} other runs while it was judged`)
  }
}

function isSameRun(a: RunRef, b: RunRef): boolean {
  return a.urlId === b.urlId && a.run === b.run
}

/** Another URL that names the same article: a copy of it, whatever the texts. */
function sameAddress({ standing }: ArticleRecord, textHash: string): RecordedStanding {
  const relation = standing.textHash === textHash ? 'exact' : 'near'
  return { ...standing, relation, similarity: 1, duplicateOf: standing.groupId, reuses: [], textHash }
}
