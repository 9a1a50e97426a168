import type { PageSurvey } from '../page/survey-page.ts'
import { type Declared, metaValue } from './declared.ts'
import type { Found } from './found.ts'
import { plainHost, webAddress } from './host.ts'

/** What may follow an article's path and still name a part of it: a page number, `print`, `comments`. */
const longestPart = 8
/** Longer addresses name no article. */
const maxAddress = 2000

const isHome = (url: URL): boolean => /^\/(?:index\.\w{2,5}|home|[a-z]{2})?\/?$/.test(url.pathname) && url.search === ''

/** Path without what changes between copies of one page. */
const pathKey = (url: URL): string => url.pathname.replace(/\/(?:amp|index\.\w{2,5})?\/?$/, '').toLowerCase()

/**
 * The same host, or one a part of the other. Two neighbours under one domain do not count: on shared domains they are
 * strangers, and a stranger must not pass its page off as somebody else's article.
 */
function isSameOutlet(one: URL, other: URL): boolean {
  const [a, b] = [plainHost(one), plainHost(other)]
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}

function declaredLinks(survey: PageSurvey, base: string | null): URL[] {
  const canonical = survey.carriers.links.filter((link) => link.rel?.toLowerCase().split(/\s+/).includes('canonical'))
  return canonical.flatMap((link) => webAddress(link.href, base) ?? [])
}

/** Whether the candidate is only the section that the page stands in; a page number or `amp` below an article is no sign of that. */
function isSectionOf(candidate: URL, page: URL): boolean {
  const section = `${pathKey(candidate)}/`
  const path = pathKey(page)
  return path.startsWith(section) && path.length - section.length > longestPart
}

function believable(candidate: URL, page: URL | null): boolean {
  if (candidate.href.length > maxAddress) return false
  if (page === null) return !isHome(candidate)
  if (isHome(page)) return isSameOutlet(candidate, page)
  return isSameOutlet(candidate, page) && !isHome(candidate) && !isSectionOf(candidate, page)
}

/**
 * The page's own address for itself, without fragment: `link rel=canonical`, else `og:url`. It is believed only on the
 * same outlet, not when it names the home page or the section, and not when the two name different articles and neither is this page.
 */
export function readCanonicalLink(survey: PageSurvey, declared: Declared, url: string | null): Found<string> | null {
  const page = webAddress(url)
  const links = declaredLinks(survey, url).filter((link) => believable(link, page))
  const social = webAddress(metaValue(declared, 'og:url'), url)
  const candidates = social && believable(social, page) ? [...links, social] : links
  const [first] = candidates
  if (!first) return null
  const isContested = candidates.some((one) => pathKey(one) !== pathKey(first))
  const chosen = isContested ? candidates.find((one) => page !== null && pathKey(one) === pathKey(page)) : first
  if (!chosen) return null
  chosen.hash = ''
  return { value: chosen.href, from: links.includes(chosen) ? 'link:canonical' : 'og:url' }
}
