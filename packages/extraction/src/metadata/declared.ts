import { oneLine, untagged } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import type { Found } from './found.ts'
import { articleText, declaredBody, type LinkedData, readLinkedData } from './linked-data.ts'

/** What the page declares about itself in its head. */
export interface Declared {
  /** Values of `meta` elements by lower-case name or property, in page order. */
  metas: Map<string, string[]>
  data: LinkedData
  description: string | null
  /** The body text that JSON-LD gives, or null. */
  body: string | null
}

/** First value of the first of these meta names that has one, and that name. */
export function findMeta(declared: Declared, ...names: string[]): Found<string> | null {
  for (const name of names) {
    const value = declared.metas.get(name)?.find((one) => one !== '')
    if (value !== undefined) return { value, from: name }
  }
  return null
}

/** First value of the first of these meta names that has one. */
export function metaValue(declared: Declared, ...names: string[]): string | null {
  return findMeta(declared, ...names)?.value ?? null
}

/** A key of the page's own JSON-LD article, as text. */
export function findInArticle(declared: Declared, key: string): Found<string> | null {
  const value = articleText(declared.data, key)
  return value === null || value === '' ? null : { value, from: `json-ld:${key}` }
}

function readMetas(metas: Record<string, string>[]): Map<string, string[]> {
  const byName = new Map<string, string[]>()
  for (const meta of metas) {
    const names = meta.property ?? meta.name ?? meta['http-equiv'] ?? meta.itemprop
    if (names === undefined || meta.content === undefined) continue
    for (const name of names.toLowerCase().split(/\s+/).slice(0, 4)) {
      const values = byName.get(name) ?? []
      values.push(oneLine(untagged(meta.content.slice(0, 5000))))
      byName.set(name, values)
    }
  }
  return byName
}

/** Reads meta elements and JSON-LD into one view. */
export function readDeclared(survey: PageSurvey): Declared {
  const data = readLinkedData(survey.carriers.linkedData)
  const declared: Declared = {
    metas: readMetas(survey.carriers.metas),
    data,
    description: null,
    body: declaredBody(data),
  }
  declared.description =
    metaValue(declared, 'og:description', 'description', 'twitter:description') ?? articleText(data, 'description')
  return declared
}

/** Whether the page says that its article is for those who pay. */
export function isLocked(declared: Declared): boolean {
  const free = declared.data.article?.isAccessibleForFree
  if (free === false || (typeof free === 'string' && /^(?:https?:\/\/schema\.org\/)?false$/i.test(free))) return true
  return metaValue(declared, 'article:content_tier') === 'locked'
}
