import { fold, oneLine, untagged, wordsOf } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { textOf } from '../page/text-of.ts'
import { type Declared, findInArticle, findMeta } from './declared.ts'
import type { Found } from './found.ts'

const maxLength = 400
const maxHeadings = 12
/** A part of the site's name stands for it when it is at least this much of it. */
const minNameShare = 0.6
/** A headline is longer than what is cut off it. */
const minHeadline = 12
const minTitle = 4
/** A separator and at most two words. */
const sectionTail = /^\s?[|–—·-]\s?[^\s|–—·-]{1,20}(?:\s[^\s|–—·-]{1,20}){0,1}$/u

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
  tag: string
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
    return [{ text, tag, likeness: Math.max(0, ...declaredWords.map((known) => overlap(words, known))) - at * 0.02 }]
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

/** The title most sources of a page agree on, and all that they offer, cut of the site's name. */
export interface TitleReading {
  title: Found<string> | null
  candidates: string[]
}

interface Vote {
  found: Found<string>
  weight: number
}

function declaredVotes(survey: PageSurvey, declared: Declared, sites: ReadonlySet<string>): Vote[] {
  const { titleTag } = survey.carriers
  const offered: [Found<string> | null, number][] = [
    [findMeta(declared, 'og:title'), 1],
    [findInArticle(declared, 'headline'), 0.8],
    [findMeta(declared, 'twitter:title'), 0.4],
    [titleTag === null ? null : { value: titleTag, from: 'title-tag' }, 0.3],
  ]
  return offered.flatMap(([found, weight]) => {
    const value = found ? withoutSiteName(untagged(found.value), sites) : ''
    return found && value.length >= minTitle ? [{ found: { value, from: found.from }, weight }] : []
  })
}

function headingVote(survey: PageSurvey, declared: Vote[], sites: ReadonlySet<string>): Vote[] {
  const titles = declared.map((vote) => vote.found.value)
  const heading = bestHeading(survey, titles, sites)
  const value = heading ? withoutSiteName(heading.text, sites) : ''
  if (!heading || value.length < minTitle) return []
  return [{ found: { value, from: heading.tag }, weight: heading.likeness >= 0.5 ? 0.9 : 0.35 }]
}

/** Whether a title is the bare headline with something set before it: "Interview: …", "MSV-…". */
function isUnderKicker(headline: string, title: string): boolean {
  if (headline.length < minHeadline || title.length <= headline.length || !title.endsWith(headline)) return false
  return /[:|–—-]\s?$/.test(title.slice(0, -headline.length))
}

/** Whether a title is the bare headline with a word or two after it, such as the section. */
function isBeforeSection(headline: string, title: string): boolean {
  if (headline.length < minHeadline || title.length <= headline.length || !title.startsWith(headline)) return false
  return sectionTail.test(title.slice(headline.length))
}

/** The og:title when this is it with a kicker before it, or the title of which this is a longer form; null when it is none. */
function bareHeadline({ value }: Found<string>, votes: Vote[]): Found<string> | null {
  const bare = votes.find(
    ({ found }) =>
      (found.from === 'og:title' && isUnderKicker(found.value, value)) || isBeforeSection(found.value, value),
  )
  return bare?.found ?? null
}

/**
 * Reads the title by weighted agreement of og:title, JSON-LD headline, main heading, Twitter title and `title`
 * element. One with a kicker before the og:title speaks for the og:title, since sites set kickers for their own pages;
 * one with a section after another title speaks for that.
 */
export function readTitle(survey: PageSurvey, declared: Declared, sites: ReadonlySet<string>): TitleReading {
  const offered = declaredVotes(survey, declared, sites)
  const votes = new Map<string, Vote>()
  const all = [...headingVote(survey, offered, sites), ...offered]
  for (const vote of all) {
    const { weight } = vote
    const found = bareHeadline(vote.found, all) ?? vote.found
    const key = fold(found.value)
    votes.set(key, { found: votes.get(key)?.found ?? found, weight: weight + (votes.get(key)?.weight ?? 0) })
  }
  const ranked = [...votes.values()].toSorted((a, b) => b.weight - a.weight)
  return { title: ranked[0]?.found ?? null, candidates: ranked.map((vote) => vote.found.value) }
}
