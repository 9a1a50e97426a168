import { isLocked } from '../metadata/declared.ts'
import { Mark } from '../page/mark.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { claimsArticle, fewChars, leastChars, type PageImpression, pageFrame, type Stop } from './impression.ts'
import { consentWords, lockedWords, offerWords } from './phrases.ts'

const stubChars = 600
const shellChars = 400
const shellWithFrameChars = 3000
/** Scripts that could write an article weigh at least this much, in characters. */
const leastScript = 500
const maxDetail = 120

/** A wall is made of consent text: most of what would be the article, or of the whole page, talks about it. */
export function findConsent(page: PageImpression): Stop {
  const { survey, text } = page
  if (text.length > (claimsArticle(page) ? fewChars : 4 * fewChars)) return null
  const lines = text.length > 0 ? text.split('\n\n') : survey.blocks.slice(0, 1000).map((block) => block.text)
  const talking = lines.filter((line) => consentWords.test(line.slice(0, 600)))
  const share = talking.join('').length / Math.max(1, lines.join('').length)
  return talking.length >= 2 && share > 0.5
    ? { reason: 'consent', detail: (talking[0] ?? '').slice(0, maxDetail) }
    : null
}

function paywallPhrase(survey: PageSurvey): string | null {
  for (const { text, container } of survey.blocks) {
    if (container.allMarks & pageFrame || text.length > 400) continue
    const said = lockedWords.exec(text) ?? (container.allMarks & Mark.paywall ? offerWords.exec(text) : null)
    if (said) return said[0]
  }
  return null
}

/** A page that shows the beginning and sells the rest. */
export function findPaywall({ survey, declared, text }: PageImpression): Stop {
  if (text.length > fewChars) return null
  const said = paywallPhrase(survey)
  if (said !== null) return { reason: 'paywalled', detail: said }
  return isLocked(declared) && text.length < stubChars ? { reason: 'paywalled', detail: 'declared as not free' } : null
}

function asksForScripts({ carriers, blocks }: PageSurvey): boolean {
  return carriers.asksForScripts || blocks.some(({ text }) => text.length < 200 && /java ?script/i.test(text))
}

/** Whether there is a film or a paragraph, be it not the article's: then scripts are no explanation. */
function showsAnything({ carriers, blocks }: PageSurvey): boolean {
  return carriers.players.length > 0 || blocks.some(({ text, linkDensity }) => text.length > 200 && linkDensity < 0.3)
}

/** A page whose text a script would bring: bare, or a frame that calls itself an article or asks for scripts. */
export function findShell(page: PageImpression): Stop {
  const { survey, text } = page
  const { root, carriers } = survey
  if (text.length >= leastChars.undeclared || carriers.scriptChars < leastScript) return null
  const isEmptied = text.length < leastChars.declared && claimsArticle(page) && !showsAnything(survey)
  const isAsking = root.chars <= shellWithFrameChars && asksForScripts(survey)
  return root.chars <= shellChars || isEmptied || isAsking
    ? { reason: 'script-rendered', detail: `${root.chars} characters of text beside scripts` }
    : null
}
