import type { TerminalEvent } from '@stancewire/contracts'
import type { Crowd } from '../e2e/crowd.ts'

function endOf(event: TerminalEvent): string {
  return event.type === 'url.stopped' ? event.data.reason : event.type.replace(/^\w+\./, '')
}

/** What is wrong with the ends of listed pages: none, several, or another than the page must have. A page and its copy may change places. */
export function wrongEnds(ends: readonly TerminalEvent[], listed: Crowd['listed']): string[] {
  const byUrl = Map.groupBy(ends, (event) => event.data.url)
  const endsOf = (url: string) => (byUrl.get(url) ?? []).map(endOf)
  const isText = (end: string) => end === 'classified' || end === 'duplicated'
  const pages = listed.flatMap(({ url, end }) => {
    const was = endsOf(url)
    const isRight = was.length === 1 && (isText(end) ? isText(was[0] ?? '') : was[0] === end)
    return isRight ? [] : [`${url} should be ${end}, was ${was.join(' and ') || 'nothing'}`]
  })
  const texts = [
    ...Map.groupBy(
      listed.filter(({ end }) => isText(end)),
      ({ text }) => text,
    ),
  ].flatMap(([text, of]) => {
    const classified = of.filter(({ url }) => endsOf(url).includes('classified')).length
    return classified === 1 ? [] : [`text ${text} of ${of.length} pages was classified ${classified} times`]
  })
  return [...pages, ...texts]
}
