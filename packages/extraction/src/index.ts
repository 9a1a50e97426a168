export type { Article, Extraction, NoArticleReason } from './article.ts'
export { extractArticle } from './extract-article.ts'
export { readPlainText } from './read-plain-text.ts'
