import { parse } from 'tldts'

/** Whether a host is one below which names are handed out to anybody (`com`, `co.uk`, `github.io`), so that it stands for nobody. */
export function isPublicSuffix(host: string): boolean {
  const { publicSuffix, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true })
  return publicSuffix === host && (isIcann === true || isPrivate === true)
}
