import { withoutSecrets } from '@stancewire/contracts'

/** An address that cannot be fetched, or a chain of redirects that does not end where it should. */
export class RedirectError extends Error {
  override readonly name = 'RedirectError'

  constructor(message: string) {
    // What a server names as its next address may hold a password; this message becomes an event.
    super(withoutSecrets(message))
  }
}

/** Statuses whose `Location` is followed. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

/** The http(s) address that this text names, without names, passwords and fragment; throws {@link RedirectError} if it names none. */
export function httpUrl(url: string, base?: URL): URL {
  const parsed = URL.parse(url, base?.href)
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) {
    throw new RedirectError(`${url.slice(0, 200)} is no http address`)
  }
  // Names and passwords in a URL are a disguise, and are never sent.
  parsed.username = ''
  parsed.password = ''
  parsed.hash = ''
  return parsed
}

/** Where a redirect leads; throws {@link RedirectError} where it leaves http, or leads from https to http. */
export function redirectTarget(from: URL, location: string): URL {
  const to = httpUrl(location, from)
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new RedirectError(`${from.href} leads from https to http`)
  }
  return to
}
