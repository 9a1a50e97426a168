/** A name without case, accents and signs, its words one space apart; empty where it has neither letter nor digit. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** All names of somebody, folded, with a space before every word: a search looks for the beginnings of words. */
export function foldedNames(names: readonly string[]): string {
  return ` ${names.map(foldName).join(' ')}`
}
