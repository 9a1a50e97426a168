import { monthNumber } from './months.ts'

/** A point in time as a page states it: always a day, with the instant when its zone is known too. */
export interface Moment {
  /** Local day, YYYY-MM-DD. */
  day: string
  /** Local time to the minute, or null. */
  wall: string | null
  /** UTC instant, or null when the time or its zone is unknown. */
  instant: string | null
}

const firstYear = 1990
const lastYear = 2100
const maxLength = 160

const iso =
  /^\D{0,20}?(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:T|\s{1,3}|t)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s{0,2}(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?/
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$/
const yearFirst = /\b(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})/
const dayFirst =
  /\b(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]{1,3}(?:de\s|of\s)?(\p{L}{3,12})\.?,?[\s-]{1,3}(?:de\s|del\s)?(\d{4})\b/u
const monthFirst = /(\p{L}{3,12})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})\b/u
const numeric = /\b(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})\b/
const clock = /\b(\d{1,2})(?::|h|\.(?=\d{2}\s?uhr))(\d{2})(?::(\d{2}))?\s?([ap]\.?m\b)?/i
const zoneName = /\b(?:UTC|GMT|EST|EDT|PST|PDT|CET|CEST|MEZ|MESZ)\b(?![+-])|[+-]\d{2}:?\d{2}\b/

const zoneMinutes: Record<string, number> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  PST: -480,
  PDT: -420,
  CET: 60,
  MEZ: 60,
  CEST: 120,
  MESZ: 120,
}

interface Parts {
  year: number
  month: number
  day: number
  hour?: number
  minute?: number
  second?: number
  zone?: string | undefined
}

const two = (value: number): string => String(value).padStart(2, '0')

function offsetMinutes(zone: string): number | null {
  const named = zoneMinutes[zone.toUpperCase()]
  if (named !== undefined) return named
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (!parts) return null
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0)
  return parts[1] === '-' ? -minutes : minutes
}

function isValidDay({ year, month, day }: Parts): boolean {
  if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function toMoment(parts: Parts): Moment | null {
  if (!isValidDay(parts)) return null
  const { year, month, day, hour, minute, second = 0, zone } = parts
  const moment: Moment = { day: `${year}-${two(month)}-${two(day)}`, wall: null, instant: null }
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59 || second > 59) return moment
  moment.wall = `${moment.day}T${two(hour)}:${two(minute)}`
  const offset = zone === undefined ? null : offsetMinutes(zone)
  if (offset !== null) moment.instant = instantOf(Date.UTC(year, month - 1, day, hour, minute - offset, second))
  return moment
}

const instantOf = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

function fromGroups(groups: RegExpExecArray): Moment | null {
  const [, year, month, day, hour, minute, second, zone] = groups
  const time =
    hour === undefined ? {} : { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0), zone }
  return toMoment({ year: Number(year), month: Number(month), day: Number(day), ...time })
}

function fromEpoch(text: string): Moment | null {
  const ms = Number(text.length === 10 ? `${text}000` : text)
  const instant = instantOf(ms)
  const year = Number(instant.slice(0, 4))
  return year >= firstYear && year <= lastYear
    ? { day: instant.slice(0, 10), wall: instant.slice(0, 16), instant }
    : null
}

function numericDay(text: string): Parts | null {
  const found = numeric.exec(text)
  if (!found) return null
  const [first, second, year] = [Number(found[1]), Number(found[2]), Number(found[3])]
  return second > 12 ? { year, month: first, day: second } : { year, month: second, day: first }
}

function dayInText(text: string): Parts | null {
  const ordered = yearFirst.exec(text)
  if (ordered) return { year: Number(ordered[1]), month: Number(ordered[2]), day: Number(ordered[3]) }
  const byDay = dayFirst.exec(text)
  const monthAfter = byDay?.[2] === undefined ? null : monthNumber(byDay[2])
  if (byDay && monthAfter) return { year: Number(byDay[3]), month: monthAfter, day: Number(byDay[1]) }
  const byMonth = monthFirst.exec(text)
  const monthBefore = byMonth?.[1] === undefined ? null : monthNumber(byMonth[1])
  if (byMonth && monthBefore) return { year: Number(byMonth[3]), month: monthBefore, day: Number(byMonth[2]) }
  return numericDay(text)
}

function timeInText(text: string): Partial<Parts> {
  const found = clock.exec(text)
  if (!found) return {}
  const half = found[4]?.[0]?.toLowerCase()
  const raw = Number(found[1])
  const hour = half === 'p' && raw < 12 ? raw + 12 : half === 'a' && raw === 12 ? 0 : raw
  return {
    hour,
    minute: Number(found[2]),
    second: Number(found[3] ?? 0),
    zone: zoneName.exec(text.slice(found.index))?.[0],
  }
}

/** Reads a date or time as machines or people write it, in a dozen languages; null when there is none. */
export function readMoment(source: string | null | undefined): Moment | null {
  if (!source) return null
  const text = source.trim().slice(0, maxLength)
  if (/^\d{10}(?:\d{3})?$/.test(text)) return fromEpoch(text)
  const strict = iso.exec(text) ?? compact.exec(text)
  const exact = strict ? fromGroups(strict) : null
  if (exact) return exact
  const day = dayInText(text)
  return day ? toMoment({ ...day, ...timeInText(text) }) : null
}
