import type { PageSurvey } from '../page/survey-page.ts'
import { type Declared, metaValue } from './declared.ts'
import { hostName, plainHost, webAddress } from './host.ts'

const isHome = (url: URL): boolean => /^\/(?:index\.\w{2,5}|home|[a-z]{2})?\/?$/.test(url.pathname) && url.search === ''

/** Path without what changes between copies of one page. */
const pathKey = (url: URL): string => url.pathname.replace(/\/(?:amp|index\.\w{2,5})?\/?$/, '').toLowerCase()

function isSameOutlet(one: URL, other: URL): boolean {
  return plainHost(one) === plainHost(other) || hostName(one) === hostName(other)
}

function declaredLinks(survey: PageSurvey, base: string | null): URL[] {
  const canonical = survey.carriers.links.filter((link) => link.rel?.toLowerCase().split(/\s+/).includes('canonical'))
  return canonical.flatMap((link) => webAddress(link.href, base) ?? [])
}

function believable(candidate: URL, page: URL | null): boolean {
  if (page === null) return !isHome(candidate)
  return isSameOutlet(candidate, page) && (!isHome(candidate) || isHome(page))
}

/**
 * The page's own address for itself, without fragment: `link rel=canonical`, else `og:url`. It is believed only on the
 * same outlet, not when it names the home page, and not when the two name different articles and neither is this page.
 */
export function readCanonicalLink(survey: PageSurvey, declared: Declared, url: string | null): string | null {
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
  return chosen.href
}
