import { fold, oneLine, untagged, wordsOf } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { textOf } from '../page/text-of.ts'
import { type Declared, metaValue } from './declared.ts'
import { articleText } from './linked-data.ts'

const maxLength = 400
const maxHeadings = 12
/** A part of the site's name stands for it when it is at least this much of it. */
const minNameShare = 0.6
/** A headline is longer than what is cut off it. */
const minHeadline = 12

/** Marks that set a site's name apart from a headline. */
const separator = /\s[|–—»•·‹›:-]+\s|\s?[|ㅣ]\s?/gu

function namesSite(part: string, sites: ReadonlySet<string>): boolean {
  const folded = fold(part)
  if (folded === '') return true
  if (sites.has(folded)) return true
  if (folded.length < 4) return false
  for (const site of sites) {
    if (site.length > 3 && folded.includes(site)) return true
    if (site.includes(folded) && folded.length >= minNameShare * site.length) return true
  }
  return false
}

/** A headline without the site's name (or a section before it) at its end, or at its start. */
export function withoutSiteName(title: string, sites: ReadonlySet<string>): string {
  let rest = oneLine(title.slice(0, maxLength))
  for (let round = 0; round < 3; round++) {
    const cut = withoutLastPart(rest, sites)
    if (cut === rest) break
    rest = cut
  }
  return withoutFirstPart(rest, sites)
}

/** "Site: headline" and "Site - headline"; a colon needs the site's exact name before it. */
function withoutFirstPart(title: string, sites: ReadonlySet<string>): string {
  const first = /^(.{2,40}?)(?:\s[|–—»•·‹›:-]+\s|:\s|\s?[|ㅣ]\s?)/u.exec(title)
  if (!first || !sites.has(fold(first[1] ?? ''))) return title
  const tail = title.slice(first[0].length)
  return tail.length >= minHeadline ? tail : title
}

function withoutLastPart(title: string, sites: ReadonlySet<string>): string {
  const last = [...title.matchAll(separator)].at(-1)
  if (!last || last.index < 10) return title
  const tail = title.slice(last.index + last[0].length)
  if (tail.length > 60) return title
  const isPipe = /[|»ㅣ]/u.test(last[0])
  if (!namesSite(tail, sites) && !(isPipe && tail.split(' ').length <= 4)) return title
  return title.slice(0, last.index).trim()
}

function overlap(words: string[], declared: string[]): number {
  if (words.length === 0) return 0
  const known = new Set(declared)
  return words.filter((word) => known.has(word)).length / words.length
}

interface Heading {
  text: string
  likeness: number
}

function headingsLike(
  survey: PageSurvey,
  tag: string,
  declaredWords: string[][],
  sites: ReadonlySet<string>,
): Heading[] {
  const headings = survey.carriers.headings.filter((heading) => heading.element.name === tag).slice(0, maxHeadings)
  return headings.flatMap(({ element }, at) => {
    const text = textOf(element)
    if (text.length < 4 || text.length > 300 || sites.has(fold(text))) return []
    const words = wordsOf(text)
    return [{ text, likeness: Math.max(0, ...declaredWords.map((known) => overlap(words, known))) - at * 0.02 }]
  })
}

/** The `h1` that resembles the declared titles most; without one, an `h2` that resembles them well. */
function bestHeading(survey: PageSurvey, declaredTitles: string[], sites: ReadonlySet<string>): Heading | null {
  const declaredWords = declaredTitles.map((title) => wordsOf(title))
  const best = (tag: string): Heading | undefined =>
    headingsLike(survey, tag, declaredWords, sites).toSorted((a, b) => b.likeness - a.likeness)[0]
  const main = best('h1')
  if (main) return main
  const second = best('h2')
  return second && second.likeness >= 0.5 ? second : null
}

/** The titles a page offers, cut of the site's name, and the one most of them agree on. */
export interface TitleReading {
  title: string
  candidates: string[]
}

/** Reads the title by weighted agreement of og:title, JSON-LD headline, main heading, Twitter title and `title` element. */
export function readTitle(survey: PageSurvey, declared: Declared, sites: ReadonlySet<string>): TitleReading {
  const clean = (title: string | null): string => (title === null ? '' : withoutSiteName(untagged(title), sites))
  const weighted: [string, number][] = [
    [clean(metaValue(declared, 'og:title')), 1],
    [clean(articleText(declared.data, 'headline')), 0.8],
    [clean(metaValue(declared, 'twitter:title')), 0.4],
    [clean(survey.carriers.titleTag), 0.3],
  ]
  const heading = bestHeading(
    survey,
    weighted.map(([title]) => title).filter((title) => title !== ''),
    sites,
  )
  if (heading) weighted.unshift([withoutSiteName(heading.text, sites), heading.likeness >= 0.5 ? 0.9 : 0.35])
  const votes = new Map<string, { title: string; weight: number }>()
  for (const [title, weight] of weighted) {
    if (title.length < 4) continue
    const vote = votes.get(fold(title)) ?? { title, weight: 0 }
    vote.weight += weight
    votes.set(fold(title), vote)
  }
  const ranked = [...votes.values()].toSorted((a, b) => b.weight - a.weight)
  return { title: ranked[0]?.title ?? '', candidates: ranked.map((vote) => vote.title) }
}
