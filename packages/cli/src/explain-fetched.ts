import type { Limits } from '@stancewire/config'
import {
  ForbiddenAddressError,
  openWeb,
  RedirectError,
  TooLargeError,
  TotalTimeoutError,
  UnknownCodingError,
  type WebAnswer,
} from '@stancewire/web'
import type { PageFound } from './explain-found.ts'
import { clip } from './table.ts'
import { UsageError } from './usage-error.ts'

const saved = 'open it in a browser, save the page, and explain that file with --url ADDRESS'

/** Fetches one page as the line does; says what kept it from coming. Throws {@link UsageError} for an address that is never fetched. */
export async function fetchPage(
  address: string,
  limits: Limits['fetch'],
): Promise<PageFound | { readonly failed: string }> {
  await using fetchUrl = openWeb(limits)
  const answer = await fetchUrl(address, { wantsBody: isPage }).catch((error: unknown) => {
    if (isMisuse(error)) throw new UsageError(told(address, inWords(error, limits)), { cause: error })
    return { failed: told(address, inWords(error, limits)) }
  })
  if ('failed' in answer) return answer
  const media = isSuccess(answer.status) ? mediaOf(answer.headers['content-type'] ?? '') : null
  if (media === null) return { failed: told(address, refusal(answer)) }
  if (answer.text.trim() === '')
    return { failed: told(address, 'the page came empty: try again, or check the address') }
  return { media, text: answer.text, url: answer.finalUrl }
}

const messageMax = 600

/** What a server says may steer a terminal. */
function told(address: string, why: string): string {
  return clip(`${address}: ${why}`, messageMax)
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

function isPage(status: number, contentType: string): boolean {
  return isSuccess(status) && mediaOf(contentType) !== null
}

function mediaOf(contentType: string): PageFound['media'] | null {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (type === 'text/plain') return 'text'
  return type === '' || type === 'text/html' || type === 'application/xhtml+xml' ? 'html' : null
}

/** What an answer without a page means, and what to do. */
function refusal({ status, headers }: WebAnswer): string {
  if (headers['cf-mitigated'] === 'challenge') return `a check for robots stands in the way: ${saved}`
  if (isSuccess(status)) return `is ${headers['content-type']}, neither HTML nor text: nothing to explain`
  if (status === 404 || status === 410) return `there is no such page (status ${status}): check the address`
  if (status === 401 || status === 403 || status === 451) return `refused (status ${status}): ${saved}`
  if (status === 429 || status === 503) return `asks to come back later (status ${status}): try again in some minutes`
  return `answered status ${status}: try again later`
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error
}

/** Whether no further try could go otherwise. */
function isMisuse(error: unknown): boolean {
  return (
    causeOf(error) instanceof ForbiddenAddressError ||
    (error instanceof RedirectError && error.message.endsWith('no http address'))
  )
}

const byCode: Record<string, string> = {
  ENOTFOUND: 'no such host: check the address',
  EAI_AGAIN: 'its host could not be looked up: is there a network?',
  ECONNREFUSED: 'nothing answers there: check the address, or try again later',
  ECONNRESET: 'its server hung up: try again later',
  UND_ERR_SOCKET: 'its server hung up: try again later',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time: try again later',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time: try again later',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped in the middle: try again later',
}

function inWords(error: unknown, limits: Limits['fetch']): string {
  const cause = causeOf(error)
  if (error instanceof TooLargeError) return `${error.message}: limits.fetch.maxBodyBytes in the settings is the bound`
  if (error instanceof TotalTimeoutError) return `no whole answer in ${limits.totalTimeoutMs} ms: try again later`
  if (cause instanceof ForbiddenAddressError || error instanceof RedirectError)
    return cause instanceof Error ? cause.message : ''
  if (error instanceof UnknownCodingError) return `the page came as ${error.message}, which is not read here: ${saved}`
  const { code = '', message } = cause as NodeJS.ErrnoException
  return byCode[code] ?? `could not be fetched: ${message || code}`
}
