import type { Extraction } from './article.ts'
import { readBody } from './body/read-body.ts'
import { readAuthors } from './metadata/authors.ts'
import { readCanonicalLink } from './metadata/canonical-link.ts'
import { readDates } from './metadata/dates.ts'
import { readDeclared } from './metadata/declared.ts'
import { readKind } from './metadata/kind.ts'
import { readLanguage } from './metadata/language.ts'
import { readSiteName, siteNames } from './metadata/site-name.ts'
import { readTitle } from './metadata/title.ts'
import { readTree } from './page/page-tree.ts'
import { surveyPage } from './page/survey-page.ts'
import { findStop } from './stop.ts'

/**
 * Reads the article from a page, or says why there is none. Works on any HTML, broken or hostile, within fixed bounds:
 * at most 5 million characters are read. `url` is where the page was found; it helps with site names, dates and links.
 */
export function extractArticle({ html, url }: { html: string; url: string | null }): Extraction {
  const survey = surveyPage(readTree(html))
  const declared = readDeclared(survey)
  const sites = siteNames(declared, url)
  const { title, candidates } = readTitle(survey, declared, sites)
  const body = readBody(survey, { titles: candidates, description: declared.description, body: declared.body })
  const text = body.paragraphs.join('\n\n')
  const stop = findStop({ survey, declared, url, title, text, unity: body.unity })
  if (stop) return { ok: false, ...stop }
  const { titleAt } = body
  return {
    ok: true,
    article: {
      title,
      text,
      authors: readAuthors(survey, declared, { sites, titleAt }),
      ...readDates(survey, declared, { url, titleAt }),
      language: readLanguage(survey, declared, text),
      siteName: readSiteName(declared),
      canonicalUrl: readCanonicalLink(survey, declared, url),
      kind: readKind(declared, url, text.length),
    },
  }
}
