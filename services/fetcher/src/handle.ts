import { setTimeout as sleep } from 'node:timers/promises'
import { type DiscoveredUrl, type FetchedPage, messageVersion } from '@stancewire/contracts'
import { type Handle, later, type Outcome, PermanentError, pass, stop } from '@stancewire/runtime'
import type { Bodies, HostLists } from '@stancewire/storage'
import {
  type FetchUrl,
  ForbiddenAddressError,
  RedirectError,
  TooLargeError,
  UnknownCodingError,
  type WebAnswer,
} from '@stancewire/web'
import { isPage, readAnswer } from './answer.ts'

// A few starts of the host: longer waits are no work.
const waitedHereMs = 5_000

type Deps = { fetchUrl: FetchUrl; bodies: Bodies; hosts: HostLists }

/** FETCH: gets the page of a discovered URL and keeps its text; the host's slot is free again once the run needs it no more. */
export function makeHandle(deps: Deps): Handle<DiscoveredUrl, FetchedPage> {
  const work = makeWork(deps)
  return async (found, { signal, isAgain }) => {
    // The dispatcher keeps the host's delay for the first start of each fetch; whoever starts again waits for the next one.
    if (isAgain && !isSubmitted(found)) {
      const { waitMs, isPaused } = await deps.hosts.claimStart(found.host, waitedHereMs)
      // A pause may last for days: no run shall fail of it.
      if (isPaused) return { is: 'later', ms: waitMs, why: 'its host is paused', isCounted: false }
      if (waitMs > waitedHereMs) return later(waitMs, 'its host is not to be asked yet')
      await sleep(waitMs, undefined, { signal })
    }
    const outcome = await work(found, signal)
    if (outcome.is !== 'later') await deps.hosts.release(found.host, found)
    return outcome
  }
}

function makeWork({ fetchUrl, bodies, hosts }: Deps) {
  return async (found: DiscoveredUrl, signal: AbortSignal): Promise<Outcome<FetchedPage>> => {
    if (isSubmitted(found)) return readSubmitted(found, bodies)
    const answer = await fetchUrl(found.url, { signal, wantsBody: isPage }).catch(refusal)
    if ('is' in answer) return answer
    const reading = readAnswer(answer, Date.now())
    switch (reading.is) {
      case 'page':
        return pass(await keep(bodies, fetchedPage(found, { ...reading, finalUrl: answer.finalUrl }), answer.text))
      case 'stop':
        return stop(reading.reason, reading.detail)
      case 'later':
        await hosts.block(found.host, reading.ms)
        return later(reading.ms, `status ${answer.status}`)
      case 'failed':
        // By its code one answer is told from another where failed runs are grouped.
        throw Object.assign(new Error(`${found.url}: ${reading.why}`), { code: `HTTP_${answer.status}` })
    }
  }
}

/** Whether the text was handed in with the address: nobody is asked for it. */
function isSubmitted({ url, submitted }: DiscoveredUrl): boolean {
  return submitted !== undefined || url.startsWith('text:')
}

/** What was handed in needs no fetching: it is the page. */
async function readSubmitted(found: DiscoveredUrl, bodies: Bodies): Promise<Outcome<FetchedPage>> {
  const { urlId, submitted } = found
  // Texts of earlier versions have no number.
  const text = await bodies.read({ urlId, run: submitted?.body ?? 0, kind: 'submitted' })
  if (text === undefined) throw new PermanentError(`the text handed in as ${urlId} is gone: hand it in again`)
  const isHtml = /^\s{0,1000}<(?:!doctype|html|\?xml|head|body)\b/i.test(text)
  const media = submitted?.media ?? (isHtml ? 'html' : 'text')
  return pass(await keep(bodies, fetchedPage(found, { media, finalUrl: found.url }), text))
}

function fetchedPage(
  { urlId, run, url, outlet, hint }: DiscoveredUrl,
  { media, finalUrl }: Pick<FetchedPage, 'media' | 'finalUrl'>,
): FetchedPage {
  return { v: messageVersion, urlId, run, url, outlet, hint, media, finalUrl, fetchedAt: new Date().toISOString() }
}

/** Keeps a page for the parser, and beside it the message that it travels with: with both it can be parsed again. */
async function keep(bodies: Bodies, fetched: FetchedPage, text: string): Promise<FetchedPage> {
  const { urlId, run } = fetched
  await bodies.write({ urlId, run, kind: 'fetched' }, JSON.stringify(fetched))
  await bodies.write({ urlId, run, kind: 'page' }, text)
  return fetched
}

/** Errors that no further try would mend; all others are thrown on, and tried again. */
function refusal(error: unknown): Outcome<never> | WebAnswer {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (error instanceof TooLargeError) return stop('too-large', error.message)
  if (cause instanceof ForbiddenAddressError) return stop('refused', cause.message)
  if (error instanceof RedirectError || error instanceof UnknownCodingError) {
    throw new PermanentError(error.message, { cause: error })
  }
  throw error
}
