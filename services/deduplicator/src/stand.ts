import type { ParsedArticle, RunRef } from '@stancewire/contracts'
import type { Fingerprint } from '@stancewire/dedup'
import type { ArticleIndex, ArticleRecord, RecordedStanding, Runs } from '@stancewire/storage'
import { makeJudge } from './judge.ts'

type Deps = { index: ArticleIndex; runs: Pick<Runs, 'state'> }

// Each try that fails means that another run recorded the same article meanwhile.
const triesMax = 10

/** Where an article stands, judged once: every further delivery, address and run of it builds on what was recorded. `unchanged` where all of it was told. */
export function makeStand({ index, runs }: Deps) {
  const judge = makeJudge(index)

  async function fromRecord(record: ArticleRecord, parsed: ParsedArticle, print: Fingerprint) {
    if (record.ref.urlId !== parsed.urlId) return sameAddress(record, print)
    if (isSameRun(record.ref, parsed)) return record.standing
    if (record.standing.textHash !== print.textHash) return 'changed'
    const earlier = await runs.state(record.ref)
    if (earlier.is === 'ended' && earlier.by.startsWith('article.')) return 'unchanged'
    // That run failed: the article is this run's now.
    await index.hand(parsed.article.articleId, parsed)
    return record.standing
  }

  return async (parsed: ParsedArticle, print: Fingerprint): Promise<RecordedStanding | 'unchanged'> => {
    const { articleId } = parsed.article
    for (let tries = 0; tries < triesMax; tries++) {
      const record = await index.record(articleId)
      const known = record && (await fromRecord(record, parsed, print))
      if (known && known !== 'changed') return known
      const judged = await judge(parsed, print, record)
      if (judged !== 'taken') return judged
    }
    throw new Error(`${articleId} was recorded by ${triesMax} other runs while it was judged`)
  }
}

function isSameRun(a: RunRef, b: RunRef): boolean {
  return a.urlId === b.urlId && a.run === b.run
}

/** Another URL that names the same article: a copy of it, whatever the texts. */
function sameAddress({ standing }: ArticleRecord, { textHash }: Fingerprint): RecordedStanding {
  const relation = standing.textHash === textHash ? 'exact' : 'near'
  return { ...standing, relation, similarity: 1, duplicateOf: standing.groupId, reuses: [], textHash }
}
