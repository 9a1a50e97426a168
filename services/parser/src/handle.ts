import { type FetchedPage, messageVersion, type ParsedArticle } from '@stancewire/contracts'
import { type Handle, MissingBodyError, pass, stop, type Threads } from '@stancewire/runtime'
import type { Bodies } from '@stancewire/storage'
import type { makeWork } from './thread.ts'

type Deps = { bodies: Bodies; read: Threads<typeof makeWork>['run'] }

/** PARSE: has the article on a page read, and keeps its text. */
export function makeHandle({ bodies, read }: Deps): Handle<FetchedPage, ParsedArticle> {
  return async (page, { signal }) => {
    const { urlId, run, url } = page
    const body = await bodies.read({ urlId, run, kind: 'page' })
    if (body === undefined) throw new MissingBodyError(`page of ${urlId} run ${run} is not in the store`)
    const found = await read({ page, body }, signal)
    if (found.is === 'none') return stop(found.reason, found.detail)
    const parsed: ParsedArticle = { v: messageVersion, urlId, run, url, article: found.article }
    await bodies.write({ urlId, run, kind: 'text' }, found.text)
    // After its text: whoever finds a message to replay finds its text too. A text alone is found by nobody, and dropped with its age.
    await bodies.write({ urlId, run, kind: 'parsed' }, JSON.stringify(parsed))
    return pass(parsed)
  }
}
