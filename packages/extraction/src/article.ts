import type { ArticleKind, StopReason } from '@stancewire/contracts'

/** What extraction found on a page. Paragraphs of `text` are separated by exactly one blank line. */
export interface Article {
  title: string
  text: string
  /** Names only: no "By", roles or agencies. */
  authors: string[]
  /** An ISO 8601 UTC instant when the zone is known, else a bare date, else null. */
  publishedAt: string | null
  modifiedAt: string | null
  /** ISO 639-1. */
  language: string | null
  siteName: string | null
  /** Absolute http(s) address, or null when the page declares none that fits the page. */
  canonicalUrl: string | null
  kind: ArticleKind
}

/** Why a page holds no article that can be read. */
export type NoArticleReason = Extract<
  StopReason,
  'consent' | 'paywalled' | 'script-rendered' | 'error-page' | 'list-page' | 'challenge' | 'not-an-article'
>

/** An article, or the reason why there is none together with what was seen. */
export type Extraction = { ok: true; article: Article } | { ok: false; reason: NoArticleReason; detail: string }
