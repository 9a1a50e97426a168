import type { Source } from '@stancewire/config'
import type { NextWhy } from '@stancewire/storage'
import type { WebAnswer } from '@stancewire/web'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** When a source is polled next: so long from now, and why then. */
export type NextPoll = { readonly waitMs: number; readonly why: NextWhy }

/**
 * At its interval; twice as long after each failure in a row but the first, up to an hour; and not before the time that its host named with 429 or 503, up to a day.
 * `jitter` in [0, 1) spreads many sources: a fifth sooner or later.
 */
export function nextPoll(
  { everySeconds }: Pick<Source, 'everySeconds'>,
  failures: number,
  askedMs: number | null,
  jitter: number,
): NextPoll {
  const everyMs = everySeconds * 1_000
  // Twelve doublings pass the longest wait from any interval that is shorter.
  const slowMs = everyMs * 2 ** Math.min(12, Math.max(0, failures - 1))
  const plainMs = Math.max(everyMs, Math.min(slowMs, hourMs)) * (0.8 + 0.4 * jitter)
  if (askedMs !== null && askedMs > plainMs) return { waitMs: Math.min(askedMs, dayMs), why: 'host-asked' }
  return { waitMs: plainMs, why: slowMs > everyMs && everyMs < hourMs ? 'backing-off' : 'interval' }
}

/** How long the host of a feed asks to be left alone; `null` where it does not say so. */
export function askedToWaitMs(
  { status, headers }: Pick<WebAnswer, 'status' | 'headers'>,
  nowMs: number,
): number | null {
  const text = status === 429 || status === 503 ? headers['retry-after']?.trim() : undefined
  if (!text || text.length > 60) return null
  // Date.parse makes a date of nearly anything that has a number in it.
  const isDate = /^[a-z]{3,9}, .+\d\d:\d\d.+ GMT$/i.test(text)
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : isDate ? Date.parse(text) - nowMs : 0
  return ms > 0 && Number.isFinite(ms) ? ms : null
}
