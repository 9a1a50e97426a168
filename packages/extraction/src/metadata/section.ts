import { fold, oneLine, untagged } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { readBreadcrumbs } from './breadcrumbs.ts'
import { type Declared, findInArticle, findMeta } from './declared.ts'
import { type Found, firstFound } from './found.ts'

const maxLength = 60
const sectionMetas = [
  'article:section',
  'parsely-section',
  'og:article:section',
  'cxenseparse:section',
  'cxenseparse:taxonomy',
  'mrf:sections',
  'lp.article:section',
  'dable:item_category',
  'section',
  'category',
]
/** What the first crumb is called, and what names no section. */
const noSection =
  /^(?:home(?:page)?|start(?:seite)?|accueil|inicio|portada|início|inicial|principal|strona główna|główna|головна|главная|forside|hjem|etusivu|anasayfa|news|nachrichten|noticias|notícias|notizie|actualités?|wiadomości|новини|новости|articles?|artikel|artículos?|posts?|stor(?:y|ies)|default|uncategori[sz]ed|none|null|undefined|other)$/iu

/** Two of these make a list; one may stand in a name. */
const listComma = /,\s?/

interface Page {
  title: string
  sites: ReadonlySet<string>
}

/** A section's own name: of a path such as `news/europe` the last part, of a list the first. */
function sectionName(found: Found<string> | null, { title, sites }: Page): Found<string> | null {
  if (!found) return null
  const text = oneLine(untagged(found.value.slice(0, 300)))
  const first = text.split(listComma).length > 2 ? text.split(listComma)[0] : text.split(/,(?=\S)/)[0]
  const parts = (first ?? '').split(/\s?[/>»|;]\s?/)
  const value = parts.findLast((part) => part !== '' && !noSection.test(part)) ?? ''
  const isName = /\p{L}/u.test(value) && value.length > 1 && value.length <= maxLength && !/https?:|[{}<>]/.test(value)
  if (!isName || sites.has(fold(value)) || fold(value) === fold(title)) return null
  return { value, from: found.from }
}

function crumbSection(survey: PageSurvey, declared: Declared, page: Page): Found<string> | null {
  const crumbs = readBreadcrumbs(survey, declared)
  const names = crumbs.flatMap((value) => sectionName({ value, from: 'breadcrumbs' }, page) ?? [])
  const headline = fold(page.title)
  return names.findLast(({ value }) => !headline.startsWith(fold(value.replace(/(?:…|\.\.\.)$/, '')))) ?? null
}

/** The section that the page says it stands in: from meta elements, JSON-LD or its breadcrumbs; null when it says none. */
export function readSection(survey: PageSurvey, declared: Declared, page: Page): Found<string> | null {
  return firstFound([
    () => sectionName(findInArticle(declared, 'articleSection'), page),
    ...sectionMetas.map((name) => () => sectionName(findMeta(declared, name), page)),
    () => crumbSection(survey, declared, page),
  ])
}
