import type { FetchedPage, Topic } from '@stancewire/contracts'
import { atPoint } from '@stancewire/faults'
import { compileTopic } from '@stancewire/stance'
import { type PageRead, readPage } from './read-page.ts'

type PageTask = { readonly page: FetchedPage; readonly body: string }

/** The work of a parser's thread: what a page does to its reader, it does to that thread alone. */
export function makeWork({ topics }: { readonly topics: readonly Topic[] }): (task: PageTask) => PageRead {
  const compiled = topics.map(compileTopic)
  return ({ page, body }) => {
    atPoint('work:parse', page.url)
    return readPage(page, body, compiled)
  }
}
