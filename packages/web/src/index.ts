export type { WebLimits } from './client.ts'
export { TooLargeError, UnknownCodingError } from './decode-body.ts'
export {
  type FetchUrl,
  openWeb,
  TotalTimeoutError,
  type WebAnswer,
  type WebRequest,
} from './fetch-url.ts'
export { type AllowPrivate, checkLiteral, ForbiddenAddressError } from './guard.ts'
export { RedirectError } from './redirect.ts'
