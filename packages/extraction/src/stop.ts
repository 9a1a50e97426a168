import { claimsArticle, leastChars, type PageImpression, type Stop } from './stop/impression.ts'
import { findList } from './stop/list-page.ts'
import { findConsent, findPaywall, findShell } from './stop/lost-text.ts'
import { findChallenge, findError } from './stop/refused-page.ts'

function findTooLittle(page: PageImpression): Stop {
  const least = claimsArticle(page) ? leastChars.declared : leastChars.undeclared
  if (page.text.length >= least) return null
  return { reason: 'not-an-article', detail: `${page.text.length} characters of article text` }
}

/** Decides whether the page is an article, and if not, why. */
export function findStop(page: PageImpression): Stop {
  const checks = [findChallenge, findError, findConsent, findPaywall, findList, findShell, findTooLittle]
  for (const check of checks) {
    const stop = check(page)
    if (stop) return stop
  }
  return null
}
