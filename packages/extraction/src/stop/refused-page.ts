import { oneLine } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { isHeading } from '../page/tags.ts'
import { fewChars, type PageImpression, type Stop } from './impression.ts'
import { challengeWords, errorTitle } from './phrases.ts'

const maxHeadings = 8
const shortPage = 1500
const maxDetail = 120

function headings({ blocks, carriers }: PageSurvey): string[] {
  const texts = blocks
    .filter(({ container }) => isHeading(container.tag))
    .slice(0, maxHeadings)
    .map((block) => block.text.slice(0, 300))
  return carriers.titleTag === null ? texts : [oneLine(carriers.titleTag.slice(0, 300)), ...texts]
}

function pageText(survey: PageSurvey): string {
  return survey.blocks
    .slice(0, 400)
    .map((block) => block.text)
    .join('\n')
    .slice(0, 20_000)
}

const canBeArticle = ({ text, declared }: PageImpression): boolean =>
  text.length > 2 * fewChars || declared.data.article !== null

/** A page that asks whether its reader is human. */
export function findChallenge(page: PageImpression): Stop {
  if (canBeArticle(page)) return null
  const said =
    challengeWords.exec(headings(page.survey).join('\n')) ??
    (page.survey.root.chars < shortPage ? challengeWords.exec(pageText(page.survey)) : null)
  return said ? { reason: 'challenge', detail: said[0] } : null
}

/** A page whose first headings say that something is missing, refused or broken. */
export function findError(page: PageImpression): Stop {
  if (canBeArticle(page)) return null
  const told = headings(page.survey)
    .slice(0, 3)
    .flatMap((line) => [line, line.split(/\s[|–—-]\s/)[0] ?? line])
  const said = told.find((line) => errorTitle.test(line.slice(0, 200)))
  return said === undefined ? null : { reason: 'error-page', detail: said.slice(0, maxDetail) }
}
