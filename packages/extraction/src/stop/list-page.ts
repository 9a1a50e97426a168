import { webAddress } from '../metadata/host.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { isHeading } from '../page/tags.ts'
import { claimsArticle, fewChars, type PageImpression, type Stop } from './impression.ts'

const manyLinkedHeadings = 8
/** Teasers stand alone; paragraphs of an article stand together, in at least this many characters. */
const littleUnity = 250
/** Text beside one headline of a list, in characters. */
const longestTeaser = 300

/** Links as long as headlines; outside headings, where navigation has them too, it takes three to count as one. */
function countHeadlines(survey: PageSurvey): number {
  const links = survey.blocks.filter(({ linkDensity, text }) => linkDensity > 0.8 && text.length < 200)
  const inHeadings = links.filter(({ container }) => isHeading(container.tag)).length
  const others = links.filter(({ container, text }) => text.length > 20 && !isHeading(container.tag)).length
  return inHeadings + Math.floor(others / 3)
}

/** A page of headlines that lead to articles. */
export function findList(page: PageImpression): Stop {
  const { survey, declared, url, unity, text } = page
  const linked = countHeadlines(survey)
  const detail = `${linked} linked headlines, ${Math.round(unity)} characters of text in one place`
  const isHome = webAddress(url)?.pathname === '/'
  if (isHome && linked >= manyLinkedHeadings / 2 && unity < fewChars)
    return { reason: 'list-page', detail: `home page: ${detail}` }
  if (claimsArticle(page)) return null
  const isList = linked >= manyLinkedHeadings || (declared.data.isList && linked > 0)
  const isTeasers = unity < littleUnity && text.length < longestTeaser * linked
  return isList && isTeasers ? { reason: 'list-page', detail } : null
}
