const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ø: 'o',
  Ø: 'O',
  ı: 'i',
  ß: 's',
  æ: 'a',
  Æ: 'A',
  œ: 'o',
  Œ: 'O',
  þ: 't',
  ð: 'd',
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '…': '.',
}

function foldUnit(unit: string): string {
  const known = LETTERS[unit]
  if (known !== undefined) return known
  if (unit >= '\ud800' && unit <= '\udfff') return ' '
  if (/\s/.test(unit)) return unit === '\n' ? unit : ' '
  const base = unit.normalize('NFKD')[0]
  return base !== undefined && /[\p{L}\p{N}]/u.test(base) ? base : unit
}

/**
 * Text with accents, curly marks and odd spaces made plain, unit for unit: every offset into the result is one into
 * the original. Characters outside the basic plane become two spaces.
 */
export function foldUnits(text: string): string {
  return text.replace(/[^\n -~]/g, foldUnit)
}

/** A name or word as a key for comparison: lower case, plain letters, no dots. */
export function foldKey(text: string): string {
  return foldUnits(text).toLowerCase().replaceAll('.', '')
}
