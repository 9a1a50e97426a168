import { type Term, termsOf } from './story-terms.ts'
import { isGrammatical, nothingSeen, rarity } from './term-weight.ts'

/** A term with its weight (1 + ln of its count, or 0) in the whole text, in title and lead, and among names. */
export type StoryTerm = readonly [term: string, whole: number, lead: number, name: number]

/** What an article's story is recognised by: its most telling terms, at most 64. Plain JSON, about 1.5 KB. */
export type StoryFeatures = { readonly terms: readonly StoryTerm[] }

const maxTerms = 64
/** News tells what happened first; what comes after so many words is background. */
const maxWords = 600
const leadWords = 80
const maxTitleWords = 60
/** Enough for `maxWords` words in any script, so that longer texts cost nothing more. */
const maxCharacters = 12_000
const maxLookups = 20

type Counts = Map<string, number>

function count(counts: Counts, term: string, times = 1): void {
  counts.set(term, (counts.get(term) ?? 0) + times)
}

const weight = (times: number | undefined): number =>
  times === undefined ? 0 : Math.round((1 + Math.log(times)) * 100) / 100

function counted(title: readonly Term[], body: readonly Term[]): { whole: Counts; lead: Counts; names: Counts } {
  const whole: Counts = new Map()
  const lead: Counts = new Map()
  const names: Counts = new Map()
  for (const { term } of title) {
    count(whole, term, 2)
    count(lead, term, 2)
  }
  for (const [at, { term, isName }] of body.entries()) {
    count(whole, term)
    if (at < leadWords) count(lead, term)
    if (isName) count(names, term)
  }
  return { whole, lead, names }
}

/** How much a term says by itself, before it is known what else is in the stream. */
function standing([term, whole, lead, name]: StoryTerm): number {
  return (whole + lead + name / 2) * rarity(term, nothingSeen)
}

/** Reads what a story is recognised by from title and text, in any language. Texts without words give no terms. */
export function storyFeatures(article: { readonly title: string | null; readonly text: string }): StoryFeatures {
  const title = termsOf((article.title ?? '').slice(0, maxCharacters), maxTitleWords)
  const body = termsOf(article.text.slice(0, maxCharacters), maxWords)
  const telling = ({ term }: Term): boolean => !isGrammatical(term)
  const { whole, lead, names } = counted(title.filter(telling), body.filter(telling))
  const terms = [...whole].map(
    ([term, times]): StoryTerm => [term, weight(times), weight(lead.get(term)), weight(names.get(term))],
  )
  return { terms: terms.sort((a, b) => standing(b) - standing(a)).slice(0, maxTerms) }
}

/** The terms under which an article's story is looked up and indexed, at most 20: the most telling ones. */
export function storyTerms(features: StoryFeatures): string[] {
  return features.terms.slice(0, maxLookups).map(([term]) => term)
}
