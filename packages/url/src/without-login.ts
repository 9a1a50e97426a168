/** The same address without the name and password that it may carry; what is no address stays as it is. */
export function withoutLogin(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.username === '' && parsed.password === '')) return url
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}
