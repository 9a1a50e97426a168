import { comparisonOf } from './body/comparison.ts'
import type { PageView } from './body/features/block-view.ts'
import { viewBody } from './body/read-body.ts'
import { readDeclared } from './metadata/declared.ts'
import { siteNames } from './metadata/site-name.ts'
import { readTitle } from './metadata/title.ts'
import { readTree } from './page/page-tree.ts'
import { surveyPage } from './page/survey-page.ts'

export { chooseBlocks } from './body/choose-blocks.ts'
export { features } from './body/features/features.ts'
export { type Forest, type ForestData, openForest, type Tree } from './body/forest/forest.ts'
export { extractBy } from './extract-article.ts'

/** The blocks of a page as the trees are asked about them. */
export function viewBlocks({ html, url }: { html: string; url: string | null }): PageView {
  const survey = surveyPage(readTree(html))
  const declared = readDeclared(survey)
  const { candidates } = readTitle(survey, declared, siteNames(declared, url))
  return viewBody(survey, comparisonOf(survey, declared, candidates))
}
