/** A guard of the line: the text of its file that makes it one, what takes its place to break it, and the test that must fail then. */
export type Guard = {
  readonly guard: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly test: { readonly file: string; readonly title: string }
}
