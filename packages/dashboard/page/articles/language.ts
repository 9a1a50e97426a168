const names = new Intl.DisplayNames(undefined, { type: 'language' })

/** What a language is called by the viewer; its code where that is none. */
export function languageName(code: string | null): string {
  if (code === null) return 'unknown'
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
