/** The texts of the latest articles, by id. */
export type TextMemory = {
  keep(id: string, text: string): void
  /** Undefined once newer texts took the place. */
  of(id: string): string | undefined
}

/** Keeps at most `maxUnits` UTF-16 units of text; the oldest leave first. */
export function createTextMemory(maxUnits: number): TextMemory {
  const texts = new Map<string, string>()
  let units = 0
  return {
    keep(id, text) {
      units += text.length - (texts.get(id)?.length ?? 0)
      texts.delete(id)
      texts.set(id, text)
      for (const [oldest, old] of texts) {
        if (units <= maxUnits) return
        texts.delete(oldest)
        units -= old.length
      }
    },
    of: (id) => texts.get(id),
  }
}
