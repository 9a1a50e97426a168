import type { InstantOrDate } from '@stancewire/contracts'

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(.{1,8})?)?$/i
const rfc822 =
  /^(?:[a-z]{2,9}\.?,? +)?(\d{1,2})[ -]([a-z]{3})[a-z]{0,6}\.?[ -](\d{4}|\d\d)(?: +(\d{1,2}):(\d\d)(?::(\d\d))?(?: *(.{1,8}))?)?$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Hours east of Greenwich, of zones that feeds name; names that mean several zones are read as news feeds use them. */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  BST: 1,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  AEST: 10,
  AEDT: 11,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

/** The date of a feed's item, written as RFC 822 or ISO 8601: an instant in UTC, a bare date where its zone is unknown, `null` where it is none. */
export function readFeedDate(text: string): InstantOrDate | null {
  const trimmed = text.trim().slice(0, 64)
  const read = readParts(trimmed)
  if (!read) return null
  const { year, month, day, time, zone } = read
  const at = new Date(Date.UTC(year, month - 1, day))
  // Before the web, or a day that its month does not have, is a mistake of the feed's.
  if (year < 1970 || at.getUTCDate() !== day || at.getUTCMonth() !== month - 1) return null
  const offset = zone === undefined ? null : offsetOf(zone)
  if (!time || offset === null) return at.toISOString().slice(0, 10)
  const [hours = 0, minutes = 0, seconds = 0] = time
  if (hours > 24 || minutes > 59 || seconds > 60) return null
  const ms = at.getTime() + ((hours * 60 + minutes - offset) * 60 + seconds) * 1_000
  return new Date(ms).toISOString()
}

type Parts = { year: number; month: number; day: number; time?: number[]; zone?: string }

function readParts(text: string): Parts | null {
  const ordered = iso.exec(text)
  if (ordered) {
    const [, year, month, day, ...clock] = ordered
    return { year: Number(year), month: Number(month), day: Number(day), ...clockOf(clock) }
  }
  const named = rfc822.exec(text.replace(/\s+/g, ' '))
  if (!named) return null
  const [, day, month = '', year = '', ...clock] = named
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2_000 : 1_900)
  return { year: full, month: months.indexOf(month.toLowerCase()) + 1, day: Number(day), ...clockOf(clock) }
}

function clockOf([hours, minutes, seconds, zone]: (string | undefined)[]): Pick<Parts, 'time' | 'zone'> {
  if (hours === undefined) return {}
  return { time: [Number(hours), Number(minutes), Number(seconds ?? 0)], ...(zone ? { zone } : {}) }
}

/** Minutes east of Greenwich; `null` for a zone that is not known. */
function offsetOf(zone: string): number | null {
  const [, sign, hours, minutes] = /^(?:GMT|UTC)?([+-])(\d\d):?(\d\d)$/i.exec(zone) ?? []
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const named = Object.hasOwn(zones, zone.toUpperCase()) ? zones[zone.toUpperCase()] : undefined
  return named === undefined ? null : named * 60
}
