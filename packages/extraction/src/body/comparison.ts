import { type Declared, isLocked } from '../metadata/declared.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import type { Comparison } from './block-facts.ts'

/** What the blocks of a page are compared with. What a page keeps for those who pay is not taken out of its scripts. */
export function comparisonOf({ carriers }: PageSurvey, declared: Declared, titles: string[]): Comparison {
  const { description, body } = declared
  return { titles, description, body, scripts: isLocked(declared) ? [] : carriers.scripts }
}
