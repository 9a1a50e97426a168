export type { WebLimits } from './client.ts'
export { TooLargeError, UnknownCodingError } from './decode-body.ts'
export {
  type FetchUrl,
  openWeb,
  RedirectError,
  TotalTimeoutError,
  type WebAnswer,
  type WebRequest,
} from './fetch-url.ts'
export { type AllowPrivate, ForbiddenAddressError } from './guard.ts'
