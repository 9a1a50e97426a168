import type { Extraction } from './article.ts'
import { comparisonOf } from './body/comparison.ts'
import { type Forest, openForest } from './body/forest/forest.ts'
import { weights } from './body/forest/weights.ts'
import { type BodyReading, readBody } from './body/read-body.ts'
import { readDeclared } from './metadata/declared.ts'
import { readMetadata, toArticle, toSources } from './metadata/read-metadata.ts'
import { siteNames } from './metadata/site-name.ts'
import { readTitle } from './metadata/title.ts'
import { readTree } from './page/page-tree.ts'
import { surveyPage } from './page/survey-page.ts'
import { findStop } from './stop.ts'

/** A page, and where it was found. */
export interface HtmlPage {
  html: string
  url: string | null
}

/** The answer about a page, and what became of its blocks on the way to it. */
export interface PageReading {
  extraction: Extraction
  body: BodyReading
}

const shipped = openForest(weights)

/**
 * Reads the article from a page, or says why there is none. Works on any HTML, broken or hostile, within fixed bounds:
 * at most 5 million characters are read. `url` is where the page was found; it helps with site names, dates and links.
 */
export function extractArticle(page: HtmlPage): Extraction {
  return readPage(page).extraction
}

/** As {@link extractArticle}, with what became of the page's blocks. */
export function readPage(page: HtmlPage): PageReading {
  return readBy(shipped, page)
}

/** As {@link extractArticle}, by other trees than those that come with it. */
export function extractBy(forest: Forest, page: HtmlPage): Extraction {
  return readBy(forest, page).extraction
}

function readBy(forest: Forest, { html, url }: HtmlPage): PageReading {
  const survey = surveyPage(readTree(html))
  const declared = readDeclared(survey)
  const sites = siteNames(declared, url)
  const { title, candidates } = readTitle(survey, declared, sites)
  const comparison = comparisonOf(survey, declared, candidates)
  const body = readBody(survey, comparison, forest)
  const text = body.paragraphs.join('\n\n')
  const stop = findStop({ survey, declared, url, text, unity: body.unity })
  if (stop) return { extraction: { ok: false, ...stop }, body }
  const found = readMetadata(survey, declared, { url, sites, title, titleAt: body.titleAt, text })
  return { extraction: { ok: true, article: toArticle(found, text), sources: toSources(found) }, body }
}
