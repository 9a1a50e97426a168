/** What is taken out. Everything that is given must hold. */
export type ExportFilter = {
  /** The id of a topic. */
  readonly topic?: string | undefined
  /** Milliseconds since 1970: published, said, grown, ended or announced from this moment on, and before that one. */
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
}
