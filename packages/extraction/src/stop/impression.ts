import type { NoArticleReason } from '../article.ts'
import { type Declared, metaValue } from '../metadata/declared.ts'
import { Mark } from '../page/mark.ts'
import type { PageSurvey } from '../page/survey-page.ts'

/** What the decision rests on. */
export interface PageImpression {
  survey: PageSurvey
  declared: Declared
  url: string | null
  text: string
  /** Mass of the paragraphs that stand together in one container. */
  unity: number
}

/** Why a page is no article; null when it is one. */
export type Stop = { reason: NoArticleReason; detail: string } | null

/** Less text than this is a notice, a stub, or a short report: what stands around it decides. */
export const fewChars = 900
/** Least text of an article, and of a page that declares itself one. */
export const leastChars = { undeclared: 140, declared: 80 }
/** Marks of what frames every page of a site. */
export const pageFrame = Mark.nav | Mark.foot | Mark.side | Mark.asideTag

/** Whether the page declares itself an article. */
export function claimsArticle({ declared }: PageImpression): boolean {
  return declared.data.article !== null || metaValue(declared, 'og:type') === 'article'
}
