const counts = new Intl.NumberFormat()
const shares = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const rates = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 })
const nothing = '–'

type Amount = number | null | undefined

/** A whole number as the viewer writes it; a dash where there is none. */
export function countText(value: Amount): string {
  return typeof value === 'number' ? counts.format(value) : nothing
}

/** `1 statement`, `12 statements`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${counts.format(count)} ${count === 1 ? one : many}`
}

/** A number with at most three digits that matter, such as a rate. */
export function rateText(value: Amount): string {
  return typeof value === 'number' ? rates.format(value) : nothing
}

/** A share between 0 and 1 in per cent. */
export function shareText(value: Amount): string {
  return typeof value === 'number' ? shares.format(value) : nothing
}

const sizes = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
] as const

/** A span of milliseconds in its two largest units: `320ms`, `4.2s`, `3m 20s`, `2d 4h`. */
export function durationText(ms: Amount): string {
  if (typeof ms !== 'number') return nothing
  if (Math.abs(ms) < 1_000) return unitText(Math.round(ms), 'millisecond')
  if (Math.abs(ms) < 60_000) return unitText(ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1_000), 'second')
  const at = sizes.findIndex((size) => Math.abs(ms) >= size.ms)
  const [large, small] = [sizes[at], sizes[at + 1]]
  if (!large || !small) return unitText(Math.round(ms / 1_000), 'second')
  const whole = Math.floor(ms / large.ms)
  const rest = Math.floor((ms - whole * large.ms) / small.ms)
  return rest === 0 ? unitText(whole, large.unit) : `${unitText(whole, large.unit)} ${unitText(rest, small.unit)}`
}

const powers = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Bytes in the unit that fits. */
export function bytesText(value: Amount): string {
  if (typeof value !== 'number') return nothing
  const power = Math.min(powers.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3))
  return unitText(Number((value / 1_000 ** power).toPrecision(3)), powers[power] ?? 'byte')
}

// The words of this page are English, wherever its numbers are written.
const units = {
  ...{ millisecond: 'ms', second: 's', minute: 'm', hour: 'h', day: 'd' },
  ...{ byte: 'B', kilobyte: 'kB', megabyte: 'MB', gigabyte: 'GB' },
} as const

function unitText(value: number, unit: keyof typeof units): string {
  return `${counts.format(value)}${units[unit]}`
}
