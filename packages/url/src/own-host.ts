const names = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether a `Host` header names this machine's loopback, with any port. */
export function isOwnHost(host: string | undefined): boolean {
  const parsed = URL.parse(`http://${host ?? ''}`)
  return parsed !== null && names.has(parsed.hostname)
}
