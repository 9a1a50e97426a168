import { stripVTControlCharacters, styleText } from 'node:util'

const gap = '  '

/** A table for the terminal: columns as wide as their widest cell, the last one as long as it is. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, at) => Math.max(...[name, ...rows.map((row) => row[at] ?? '')].map(width)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === cells.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - width(cell))))
      .join(gap)
      .trimEnd()
  return [styleText('dim', line(head)), ...rows.map(line)].join('\n')
}

function width(cell: string): number {
  return [...stripVTControlCharacters(cell)].reduce((sum, character) => sum + columnsOf(character), 0)
}

const twoColumns =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60]/u
const noColumn = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Columns of the terminal that a character takes. */
function columnsOf(character: string): number {
  if (noColumn.test(character)) return 0
  return twoColumns.test(character) ? 2 : 1
}

// They would move the cursor, or turn the direction of what follows.
const control = /[\s\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu

/** Shortens text to so many columns of the terminal, and shows that it did. What text from outside could do to a terminal is taken out. */
export function clip(text: string, most: number): string {
  const plain = stripVTControlCharacters(text).replace(control, ' ')
  if (width(plain) <= most) return plain
  let shown = ''
  let left = most - 1
  for (const character of plain) {
    left -= columnsOf(character)
    if (left < 0) break
    shown += character
  }
  return `${shown}…`
}

/** A duration as people say it: 850 ms, 12 s, 5 min, 3 h, 2 d. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`
  return `${Math.round(ms / 86_400_000)} d`
}

/** A count with its noun: 1 topic, 2 topics. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
