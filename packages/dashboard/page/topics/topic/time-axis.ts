/** A span of time that is drawn from left to right, in ms since 1970. */
export type Domain = { readonly start: number; readonly end: number }
export type Tick = { readonly ms: number; readonly text: string }

const dayMs = 86_400_000
const zone = { timeZone: 'UTC' } as const
const texts = {
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...zone }),
  firstDay: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...zone }),
  month: new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', ...zone }),
  year: new Intl.DateTimeFormat(undefined, { year: 'numeric', ...zone }),
}

/** How far from the left a moment stands, in per cent of the width. */
export function placeOf(ms: number, { start, end }: Domain): number {
  return Math.min(100, Math.max(0, ((ms - start) / Math.max(1, end - start)) * 100))
}

/** Moments to write below, at most so many, at the starts of days, months or years of UTC. */
export function ticksOf(domain: Domain, most = 7): Tick[] {
  const days = (domain.end - domain.start) / dayMs
  const step = [1, 2, 7, 14].find((size) => days / size <= most)
  if (step !== undefined) return dayTicks(domain, step)
  const months = days / 30.44
  return monthTicks(domain, [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months / size <= most) ?? 240)
}

function dayTicks({ start, end }: Domain, step: number): Tick[] {
  const first = Math.ceil(start / dayMs) * dayMs
  const count = Math.floor((end - first) / (step * dayMs)) + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const ms = first + at * step * dayMs
    return { ms, text: (at === 0 ? texts.firstDay : texts.day).format(ms) }
  })
}

function monthTicks({ start, end }: Domain, step: number): Tick[] {
  const from = new Date(start)
  const firstMonth = Math.ceil(
    (from.getUTCFullYear() * 12 + from.getUTCMonth() + (from.getUTCDate() > 1 ? 1 : 0)) / step,
  )
  const ticks: Tick[] = []
  for (let month = firstMonth * step; ; month += step) {
    const ms = Date.UTC(Math.floor(month / 12), month % 12)
    if (ms > end) return ticks
    ticks.push({ ms, text: (step >= 12 ? texts.year : texts.month).format(ms) })
  }
}
