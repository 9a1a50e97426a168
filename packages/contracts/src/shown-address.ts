/** Where something is, as it may be shown: without login and parameters, which may hold a password too. What is no address at all is a path, or is not shown. */
export function shownAddress(address: string): string {
  if (!/^\w+:\/\//.test(address)) return address
  const url = URL.parse(address)
  if (!url) return 'an address that cannot be read'
  url.username = ''
  url.password = ''
  url.search = ''
  url.hash = ''
  return url.href
}
