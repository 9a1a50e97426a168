import { fold, oneLine, untagged } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { textOf } from '../page/text-of.ts'
import type { Declared } from './declared.ts'
import { type Found, firstFound } from './found.ts'
import { asList, asText, isObject, type JsonValue } from './json-value.ts'

const maxTags = 20
const maxListed = 60
const maxLength = 60
const maxSource = 3000
/** More words than this are a sentence. */
const maxWords = 7
/** Before tags, a `#`. */
const hash = /^#\s?/
/** Marks of the publishing system, such as `type:story`, `_noindex`, `a1b2c3d4-…`, and what is no word at all. */
const machineTag = /^_|^\S{1,40}[:=]\S|https?:|[{}<>_]|^[\da-f-]{16,}$|^[^\p{L}]+$/u

function textsOf(value: JsonValue | undefined): string[] {
  return asList(value)
    .slice(0, maxListed)
    .flatMap((one) => (typeof one === 'string' ? [one] : isObject(one) ? (asText(one.name) ?? []) : []))
}

/** Each name once, in its first spelling, without names of the outlet and marks of the publishing system. */
function tidy(texts: string[], sites: ReadonlySet<string>): string[] {
  const byFold = new Map<string, string>()
  for (const text of texts.slice(0, maxListed).flatMap((one) => one.slice(0, maxSource).split(/[,;|，、\n]/))) {
    const name = oneLine(untagged(text)).replace(hash, '')
    const key = fold(name)
    const isTag = key.length > 1 && name.length <= maxLength && name.split(' ').length <= maxWords
    if (isTag && !machineTag.test(name) && !sites.has(key) && !byFold.has(key)) byFold.set(key, name)
    if (byFold.size >= maxTags) break
  }
  return [...byFold.values()]
}

/** The subjects that the page files the article under, at most 20, from the first source that names any. */
export function readTags(survey: PageSurvey, declared: Declared, sites: ReadonlySet<string>): Found<string[]> | null {
  const found = (texts: string[], from: string): Found<string[]> | null => {
    const value = tidy(texts, sites)
    return value.length > 0 ? { value, from } : null
  }
  const meta = (name: string) => () => found(declared.metas.get(name) ?? [], name)
  return firstFound([
    meta('article:tag'),
    () => found(textsOf(declared.data.article?.keywords), 'json-ld:keywords'),
    meta('news_keywords'),
    meta('parsely-tags'),
    meta('sailthru.tags'),
    meta('mrf:tags'),
    () =>
      found(
        survey.carriers.tagLinks.map(({ element }) => textOf(element)),
        'rel=tag',
      ),
    meta('keywords'),
  ])
}
