export { canonicalUrl } from './canonical-url.ts'
export { hostKey } from './host-key.ts'
export { articleId, textUrl, urlId } from './ids.ts'
export { isOwnHost } from './own-host.ts'
