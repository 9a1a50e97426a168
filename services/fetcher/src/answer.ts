import type { StopReason } from '@stancewire/contracts'
import type { WebAnswer } from '@stancewire/web'

/** What an HTTP answer means for a run. */
export type Reading =
  | { readonly is: 'page'; readonly media: 'html' | 'text' }
  | { readonly is: 'stop'; readonly reason: StopReason; readonly detail: string }
  | { readonly is: 'later'; readonly ms: number }
  | { readonly is: 'failed'; readonly why: string }

const minuteMs = 60_000
const laterMaxMs = 24 * 60 * minuteMs

/** Reads an answer. Nothing here looks at the text: that is the parser's. */
export function readAnswer({ status, headers }: Pick<WebAnswer, 'status' | 'headers'>, nowMs: number): Reading {
  if (headers['cf-mitigated'] === 'challenge') return { is: 'stop', reason: 'challenge', detail: `status ${status}` }
  if (isSuccess(status)) return readMedia(headers['content-type'])
  if (status === 404 || status === 410) return { is: 'stop', reason: 'gone', detail: `status ${status}` }
  if (status === 401 || status === 403 || status === 451) {
    return { is: 'stop', reason: 'refused', detail: `status ${status}` }
  }
  if (status === 429) return { is: 'later', ms: retryAfterMs(headers['retry-after'], nowMs) ?? minuteMs }
  if (status === 503) {
    const ms = retryAfterMs(headers['retry-after'], nowMs)
    if (ms !== undefined) return { is: 'later', ms }
  }
  return { is: 'failed', why: `status ${status}` }
}

/** Whether an answer has a body worth reading. */
export function isPage(status: number, contentType: string): boolean {
  return isSuccess(status) && readMedia(contentType).is === 'page'
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function readMedia(contentType: string | undefined): Reading {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  // Without a type, a page is the best guess: the parser says if it is none.
  if (type === '' || type === 'text/html' || type === 'application/xhtml+xml') return { is: 'page', media: 'html' }
  if (type === 'text/plain') return { is: 'page', media: 'text' }
  return { is: 'stop', reason: 'not-html', detail: type.slice(0, 100) }
}

/** `Retry-After` in seconds or as a date; `undefined` where it is neither. At least a second, at most a day. */
export function retryAfterMs(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined
  const trimmed = value.trim()
  // Date.parse makes a date of nearly anything that has a number in it.
  const isDate = /^[a-z]{3,9}, .+\d\d:\d\d.+ GMT$/i.test(trimmed.slice(0, 60))
  const ms = /^\d{1,12}$/.test(trimmed) ? Number(trimmed) * 1_000 : isDate ? Date.parse(trimmed) - nowMs : Number.NaN
  if (Number.isNaN(ms)) return undefined
  return Math.min(Math.max(ms, 1_000), laterMaxMs)
}
