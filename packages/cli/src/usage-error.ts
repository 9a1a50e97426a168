/** The command was given something it cannot use; the message says what, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
