import type { ArticleKind, StopReason } from '@stancewire/contracts'

/** What extraction found on a page. Paragraphs of `text` are separated by exactly one blank line. */
export interface Article {
  title: string
  text: string
  /** Names only: no "By" and no roles. An agency, a newsroom or the outlet stands here only where no person is named. */
  authors: string[]
  /** An ISO 8601 UTC instant when the zone is known, else a bare date, else null. */
  publishedAt: string | null
  modifiedAt: string | null
  /** ISO 639-1. */
  language: string | null
  siteName: string | null
  /** Absolute http(s) address, or null when the page declares none that fits the page. */
  canonicalUrl: string | null
  section: string | null
  /** What the page files the article under: each subject once, at most 20. */
  tags: string[]
  /** Absolute http(s) address of the lead image, or null when the page shows none or only a logo. */
  image: string | null
  kind: ArticleKind
}

/** A field that is read from one place on the page. */
export type SourcedField = Exclude<keyof Article, 'text'>

/**
 * Where each value was found: the name of a meta element (`og:title`), a JSON-LD key (`json-ld:author`), an element (`h1`,
 * `time`, `html:lang`, `link:canonical`), or `title-tag`, `byline`, `text`, `address`, `section`, `breadcrumbs`,
 * `structure`, `detected`. `a + b` says that b completed what a gave; null that nothing was found, or, for `kind`,
 * that nothing sets the article apart.
 */
export type Sources = Record<SourcedField, string | null>

/** Why a page holds no article that can be read. */
export type NoArticleReason = Extract<
  StopReason,
  'consent' | 'paywalled' | 'script-rendered' | 'error-page' | 'list-page' | 'challenge' | 'not-an-article'
>

/** An article and where its parts were found, or the reason why there is none together with what was seen. */
export type Extraction =
  | { ok: true; article: Article; sources: Sources }
  | { ok: false; reason: NoArticleReason; detail: string }
