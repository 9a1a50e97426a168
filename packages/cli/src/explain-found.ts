/** A page that is to be explained. */
export type PageFound = {
  readonly media: 'html' | 'text'
  readonly text: string
  /** Where it was found; null where nobody said. */
  readonly url: string | null
}
