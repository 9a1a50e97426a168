import type { Article, SourcedField, Sources } from '../article.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { readAuthors } from './authors/read-authors.ts'
import { readCanonicalLink } from './canonical-link.ts'
import { readDates } from './dates.ts'
import type { Declared } from './declared.ts'
import type { Found } from './found.ts'
import { readKind } from './kind.ts'
import { readLanguage } from './language.ts'
import { readLeadImage } from './lead-image.ts'
import { readSection } from './section.ts'
import { readSiteName } from './site-name.ts'
import { readTags } from './tag-names.ts'

/** What was found for each field, and where; null where nothing was. */
export type Metadata = { [Field in SourcedField]: Found<NonNullable<Article[Field]>> | null }

/** Metadata of a document that says nothing about itself. */
export const nothingFound: Metadata = {
  title: null,
  authors: null,
  publishedAt: null,
  modifiedAt: null,
  language: null,
  siteName: null,
  canonicalUrl: null,
  section: null,
  tags: null,
  image: null,
  kind: null,
}

/** What is known when metadata is read: the body comes first, since a byline stands at the title and a language in the text. */
export interface ReadSoFar {
  url: string | null
  sites: ReadonlySet<string>
  title: Found<string> | null
  /** Index of the title among the page's blocks, or -1. */
  titleAt: number
  text: string
}

/** Reads everything about the article but its text. */
export function readMetadata(survey: PageSurvey, declared: Declared, known: ReadSoFar): Metadata {
  const { url, sites, titleAt, text } = known
  const title = known.title?.value ?? ''
  const section = readSection(survey, declared, { title, sites })
  const tags = readTags(survey, declared, sites)
  return {
    title: known.title,
    authors: readAuthors(survey, declared, { sites, titleAt }),
    ...readDates(survey, declared, { url, titleAt }),
    language: readLanguage(survey, declared, text),
    siteName: readSiteName(declared),
    canonicalUrl: readCanonicalLink(survey, declared, url),
    section,
    tags,
    image: readLeadImage(survey, declared, url),
    kind: readKind(survey, declared, {
      url,
      title,
      section: section?.value ?? null,
      tags: tags?.value ?? [],
      textLength: text.length,
    }),
  }
}

const plain = <T>(found: Found<T> | null): T | null => (found ? found.value : null)

/** The article with plain values: empty or null where nothing was found. */
export function toArticle(found: Metadata, text: string): Article {
  return {
    title: plain(found.title) ?? '',
    text,
    authors: plain(found.authors) ?? [],
    publishedAt: plain(found.publishedAt),
    modifiedAt: plain(found.modifiedAt),
    language: plain(found.language),
    siteName: plain(found.siteName),
    canonicalUrl: plain(found.canonicalUrl),
    section: plain(found.section),
    tags: plain(found.tags) ?? [],
    image: plain(found.image),
    kind: plain(found.kind) ?? 'article',
  }
}

/** Where each value came from. */
export function toSources(found: Metadata): Sources {
  return Object.fromEntries(Object.entries(found).map(([field, one]) => [field, one?.from ?? null])) as Sources
}
