import { withoutSecrets } from '@stancewire/contracts'
import { type Dispatcher, request } from 'undici'
import { decodeText } from './charset.ts'
import { openGuardedAgent, type WebLimits } from './client.ts'
import { readBody } from './decode-body.ts'
import type { Resolve } from './guard.ts'
import { httpUrl, isRedirect, RedirectError, redirectTarget } from './redirect.ts'

/** What a server answered in the end, after redirects. */
export type WebAnswer = {
  readonly status: number
  readonly finalUrl: string
  /** Redirects that were followed. */
  readonly redirects: number
  /** Lower-case names; of repeated headers the first. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded text; empty where the answer has no body that was asked for. */
  readonly text: string
}

export type WebRequest = {
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Called before this address is asked, and before each to which it redirects; what it rejects with ends the request. */
  readonly beforeEach?: (url: string) => Promise<void>
  /** Whether a body with this answer is wanted; default: that of every 2xx. */
  readonly wantsBody?: (status: number, contentType: string) => boolean
}

/** Fetches one address within the limits; throws on whatever keeps an answer from coming. */
export type FetchUrl = ((url: string, options?: WebRequest) => Promise<WebAnswer>) & AsyncDisposable

/** The whole request took too long. */
export class TotalTimeoutError extends Error {
  override readonly name = 'TotalTimeoutError'
}

const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1'

// About what a connection costs: a few packets, a few round trips.
const restMax = 32 * 1_024
const restWithinMs = 300

/** Opens the one way out: every request of the system goes through here. `resolve` looks names up; by default as the system does. */
export function openWeb(limits: WebLimits, resolve?: Resolve): FetchUrl {
  const agent = openGuardedAgent(limits, resolve)

  async function follow(url: string, options: WebRequest, signal: AbortSignal): Promise<WebAnswer> {
    let at = httpUrl(url)
    for (let redirects = 0; ; redirects++) {
      await options.beforeEach?.(at.href)
      const answer = await request(at, {
        dispatcher: agent,
        signal,
        headers: {
          accept,
          'accept-encoding': 'gzip, br, zstd',
          'user-agent': limits.userAgent,
          ...options.headers,
        },
      })
      const headers = firstOfEach(answer.headers)
      const target = headers.location
      if (!isRedirect(answer.statusCode) || target === undefined) {
        const text = await textOf(answer, headers, options)
        return { status: answer.statusCode, finalUrl: at.href, redirects, headers, text }
      }
      await discard(answer.body)
      if (redirects >= limits.maxRedirects)
        throw new RedirectError(`more than ${limits.maxRedirects} redirects from ${url}`)
      at = redirectTarget(at, target)
    }
  }

  async function textOf(
    answer: Dispatcher.ResponseData,
    headers: Record<string, string>,
    { wantsBody = (status) => status >= 200 && status < 300 }: WebRequest,
  ): Promise<string> {
    if (!wantsBody(answer.statusCode, headers['content-type'] ?? '')) {
      await discard(answer.body)
      return ''
    }
    const bytes = await readBody(answer.body, headers['content-encoding'], limits.maxBodyBytes)
    return decodeText(bytes, headers['content-type'])
  }

  const fetchUrl = async (url: string, options: WebRequest = {}) => {
    const total = new AbortController()
    const timer = setTimeout(
      () =>
        total.abort(
          new TotalTimeoutError(`no whole answer from ${withoutSecrets(url)} in ${limits.totalTimeoutMs} ms`),
        ),
      limits.totalTimeoutMs,
    )
    const signal = options.signal ? AbortSignal.any([options.signal, total.signal]) : total.signal
    try {
      signal.throwIfAborted()
      return await follow(url, options, signal)
    } finally {
      clearTimeout(timer)
    }
  }
  return Object.assign(fetchUrl, {
    async [Symbol.asyncDispose]() {
      await agent.destroy()
    },
  })
}

/** What is not read must not keep the connection; a small rest is cheaper to read than a new connection. */
async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  await body.dump({ limit: restMax, signal: AbortSignal.timeout(restWithinMs) }).catch(() => {})
}

function firstOfEach(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value
    return first === undefined ? [] : [[name, first] as const]
  })
  return Object.fromEntries(pairs)
}
