const names = new Intl.DisplayNames('en', { type: 'language' })

/** What a language is called in English, as all words of this page are; its code where that is none. */
export function languageName(code: string | null): string {
  if (code === null) return 'unknown'
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
