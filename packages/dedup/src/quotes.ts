/** Which marks close a quotation that a given mark opened. German and French use each other's closing marks to open. */
const closers: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”'],
  ['„', '“”'],
  ['«', '»'],
  ['»', '«'],
  ['「', '」'],
  ['『', '』'],
])

const marks = '"“”„«»「」『』\n'

/**
 * Follows quotation marks through a text. `read` takes a mark or a line break and says whether it was one; a line break ends a quotation, since
 * speech that runs over paragraphs opens again in each, and an unclosed mark must not swallow the rest of the article.
 */
export function makeQuoteTracker(): { read(found: string): boolean; isInside(): boolean } {
  let opened = ''
  return {
    read(found) {
      if (found.length > 1 || !marks.includes(found)) return false
      if (found === '\n') opened = ''
      else if (opened === '') opened = closers.has(found) ? found : ''
      else if (closers.get(opened)?.includes(found) === true) opened = ''
      return true
    },
    isInside: () => opened !== '',
  }
}
