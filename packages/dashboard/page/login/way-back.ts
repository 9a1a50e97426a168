/** A way back into the page at this origin, as a path that begins with one slash; to its start where the link leads elsewhere, whoever made it. */
export function wayBack(to: string, origin: string): string {
  const url = URL.parse(to, origin)
  if (url?.origin !== origin || url.pathname === '/login') return '/'
  // A browser reads what begins with two slashes as the name of a host.
  return /^\/(?![/\\])/.test(url.pathname) ? url.pathname + url.search : '/'
}
