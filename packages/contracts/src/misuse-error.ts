/** A process was given something that cannot work: a service ends with exit code 2, and the message says what to do. */
export class MisuseError extends Error {
  override readonly name = 'MisuseError'
}
