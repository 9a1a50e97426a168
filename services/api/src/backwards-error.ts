/** A span of time was asked for that ends before it begins. */
export class BackwardsError extends Error {
  override readonly name = 'BackwardsError'
}
