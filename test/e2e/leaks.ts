/** What processes and servers said, and which of some secrets they told. */
export type Leaks = {
  /** Keeps what was said where. */
  heard(where: string, text: string): void
  /** Where a secret was told, with the words around it. */
  found(): string[]
  /** All that was heard in places whose name begins so. */
  said(where: string): string
}

const around = 60

/** Listens for secrets: as they are, and as an address, JSON, base64 or hexadecimal digits would write them. */
export function listenFor(secrets: readonly string[]): Leaks {
  const heard: { readonly where: string; readonly text: string }[] = []
  const guises = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64url').slice(0, -2),
    Buffer.from(secret).toString('hex'),
  ])
  return {
    heard: (where, text) => void heard.push({ where, text }),
    found: () =>
      heard.flatMap(({ where, text }) =>
        guises
          .filter((guise) => text.includes(guise))
          .map((guise) => {
            const at = text.indexOf(guise)
            return `${where}: ${text.slice(Math.max(0, at - around), at + around)}`
          }),
      ),
    said: (where) =>
      heard
        .filter((each) => each.where.startsWith(where))
        .map(({ text }) => text)
        .join('\n'),
  }
}
