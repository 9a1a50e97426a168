import type { Block } from '../page/block.ts'
import type { Carrier } from '../page/carriers.ts'
import { Mark } from '../page/mark.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { textOf } from '../page/text-of.ts'
import { type Declared, findMeta } from './declared.ts'
import type { Found } from './found.ts'
import { webAddress } from './host.ts'
import { asText, type JsonObject } from './json-value.ts'
import { typesOf } from './linked-data.ts'
import { type Moment, readMoment } from './moment.ts'

/** A date found on the page, with how far its source is trusted. */
interface Candidate {
  moment: Moment
  weight: number
  from: string
}

const publishedMetas: [string, number][] = [
  ['article:published_time', 9],
  ['og:published_time', 8],
  ['og:article:published_time', 8],
  ['article:published', 7],
  ['datepublished', 7],
  ['parsely-pub-date', 7],
  ['cxenseparse:recs:publishtime', 7],
  ['sailthru.date', 6],
  ['dc.date.issued', 6],
  ['pubdate', 6],
  ['publishdate', 6],
  ['publish-date', 6],
  ['publication_date', 6],
  ['article.published', 6],
  ['originalpublicationdate', 6],
  ['dcterms.created', 5],
  ['dcterms.date', 5],
  ['dc.date', 5],
  ['dc.date.created', 5],
  ['date', 5],
  ['article_date_original', 5],
  ['ptime', 5],
  ['published', 5],
  ['releasedate', 5],
  ['created', 4],
  ['article:modified_time', 1],
  ['og:updated_time', 0.8],
  ['last-modified', 0.5],
]
const modifiedMetas: [string, number][] = [
  ['article:modified_time', 9],
  ['og:updated_time', 7],
  ['datemodified', 7],
  ['article:modified', 6],
  ['dcterms.modified', 6],
  ['dc.date.modified', 6],
  ['last-modified', 3],
  ['lastmod', 5],
  ['modified', 4],
]

const elsewhere = Mark.comment | Mark.related | Mark.asideTag | Mark.foot | Mark.nav | Mark.side
const maxTimes = 6
const isUpdate = /updat|modif|aktualis|maj\b/i

function fromMetas(declared: Declared, metas: [string, number][]): Candidate[] {
  return metas.flatMap(([name, weight]) => weigh(readMoment(findMeta(declared, name)?.value), weight, name))
}

function weigh(moment: Moment | null, weight: number, from: string): Candidate[] {
  return moment ? [{ moment, weight, from }] : []
}

function fromLinkedData(declared: Declared, key: string): Candidate[] {
  const { article, nodes } = declared.data
  const from = `json-ld:${key}`
  const own = article ? weigh(readMoment(asText(article[key])), 10, from) : []
  const isPage = (node: JsonObject): boolean =>
    node !== article && typesOf(node).some((type) => /WebPage|Article|Posting/.test(type))
  const page = nodes.filter(isPage).slice(0, 3)
  return [...own, ...page.flatMap((node) => weigh(readMoment(asText(node[key])), 3, from))]
}

function stated({ element }: Carrier): Moment | null {
  return readMoment(element.attribs.content ?? element.attribs.datetime ?? null) ?? readMoment(textOf(element))
}

function fromItemprops(survey: PageSurvey, name: string): Candidate[] {
  const found = survey.carriers.itemprops.filter((one) => one.element.attribs.itemprop?.toLowerCase() === name)
  return found
    .slice(0, 2)
    .flatMap((one) => weigh(stated(one), one.container.allMarks & elsewhere ? 2 : 7, `itemprop:${name}`))
}

function fromTimes(survey: PageSurvey, updates: boolean): Candidate[] {
  const candidates: Candidate[] = []
  for (const time of survey.carriers.times) {
    if (candidates.length >= maxTimes) break
    if (time.container.allMarks & elsewhere) continue
    const names = `${time.element.attribs.class ?? ''} ${time.element.attribs.itemprop ?? ''}`
    if (isUpdate.test(names) !== updates) continue
    const isNamed = /publ|entry-date|posted/i.test(names) || time.element.attribs.pubdate !== undefined
    candidates.push(...weigh(stated(time), (isNamed ? 4.5 : 3.6) - 0.1 * candidates.length, 'time'))
  }
  return candidates
}

const dateInPath =
  /[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[1-9](?=[/-]))[/_-]?(0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?=[/_.-]|$)/

function fromAddress(url: string | null): Candidate[] {
  const found = dateInPath.exec(webAddress(url)?.pathname ?? '')
  return found ? weigh(readMoment(`${found[1]}-${found[2]}-${found[3]}`), 3.2, 'address') : []
}

/** A date in the lines around the title: the last resort. */
function fromLines(blocks: Block[], titleAt: number): Candidate[] {
  const near = [
    [8, 14],
    [40, 60],
  ] as const
  for (const [before, after] of near) {
    const from = Math.max(0, titleAt - before)
    for (const { text, container, inlineMarks } of blocks.slice(from, Math.max(0, titleAt) + after)) {
      const isDated = ((container.marks | inlineMarks) & (Mark.date | Mark.meta | Mark.author)) !== 0
      if (text.length > (isDated ? 160 : 70) || container.allMarks & elsewhere || (before === 40 && !isDated)) continue
      const moment = readMoment(text)
      if (moment) return [{ moment, weight: 2.5, from: 'text' }]
    }
  }
  return []
}

/** Takes the most trusted day; a second source that agrees may supply the time or the zone. */
function settle(candidates: Candidate[]): Found<string> | null {
  const ranked = candidates.toSorted((a, b) => b.weight - a.weight)
  const [first] = ranked
  if (!first) return null
  const { moment: best, from } = first
  if (best.instant) return { value: best.instant, from }
  const agreeing = ranked.find(({ moment, weight }) => {
    if (moment.instant === null || weight < 2) return false
    return best.wall ? moment.wall === best.wall : moment.day === best.day
  })
  return agreeing?.moment.instant
    ? { value: agreeing.moment.instant, from: `${from} + ${agreeing.from}` }
    : { value: best.day, from }
}

/** When the article was published, and when it was last changed, as far as the page says. */
export function readDates(
  survey: PageSurvey,
  declared: Declared,
  place: { url: string | null; titleAt: number },
): { publishedAt: Found<string> | null; modifiedAt: Found<string> | null } {
  const published = [
    ...fromLinkedData(declared, 'datePublished'),
    ...fromMetas(declared, publishedMetas),
    ...fromItemprops(survey, 'datepublished'),
    ...fromTimes(survey, false),
    ...fromAddress(place.url),
    ...fromLinkedData(declared, 'dateCreated').map((one) => ({ ...one, weight: one.weight / 3 })),
  ]
  const isWeak = published.every((one) => one.weight < 2)
  const modified = [
    ...fromLinkedData(declared, 'dateModified'),
    ...fromMetas(declared, modifiedMetas),
    ...fromItemprops(survey, 'datemodified'),
    ...fromTimes(survey, true),
  ]
  return {
    publishedAt: settle(isWeak ? [...fromLines(survey.blocks, place.titleAt), ...published] : published),
    modifiedAt: settle(modified),
  }
}
