/** What a process needs is not there now, and may come: a service ends with exit code 1 and may be started again. The message says what is away, and what to do. */
export class AwayError extends Error {
  override readonly name = 'AwayError'
}
