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
  return [...stripVTControlCharacters(cell)].length
}

/** Shortens text to so many characters, and shows that it did. */
export function clip(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ')]
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}

/** A duration as people say it: 850 ms, 12 s, 5 min, 3 h, 2 d. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`
  return `${Math.round(ms / 86_400_000)} d`
}
