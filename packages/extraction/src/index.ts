export type { Article, Extraction, NoArticleReason, SourcedField, Sources } from './article.ts'
export {
  type ExplainedBlock,
  type ExplainedLinks,
  type Explanation,
  explainArticle,
  explainPlainText,
} from './explain-article.ts'
export { extractArticle } from './extract-article.ts'
export { readPlainText } from './read-plain-text.ts'
