// Draws captured terminal output as a picture of a terminal window. How docs/demo.svg is made:
//   script -qefc 'stty cols 120; FORCE_COLOR=1 npm run --silent demo -- --once --speed 2' capture.txt
//   node infra/terminal-svg.mjs 'npm run demo -- --once' 1-34,87-112,121-123 < capture.txt > docs/demo.svg
// Lines outside the ranges are left out, and a row of dots stands for them.
import { readFileSync } from 'node:fs'
import { argv, stdin, stdout } from 'node:process'
import { stripVTControlCharacters } from 'node:util'

const cell = { width: 7.8, height: 18 }
const margin = 20
const titleBar = 36
const plain = { color: '#d5dae3', weight: 400, line: 'none', opacity: 1 }
const colors = {
  31: '#ff7b85',
  32: '#8fd694',
  33: '#f0c674',
  34: '#82aaff',
  35: '#d8a0f0',
  36: '#7fd6e0',
  39: plain.color,
}

/** The style after a colour code, as util.styleText writes them. */
function restyled(style, code) {
  if (colors[code]) return { ...style, color: colors[code] }
  if (code === 0) return plain
  if (code === 1) return { ...style, weight: 700 }
  if (code === 2) return { ...style, opacity: 0.6 }
  if (code === 22) return { ...style, weight: 400, opacity: 1 }
  if (code === 4) return { ...style, line: 'underline' }
  if (code === 24) return { ...style, line: 'none' }
  return style
}

/** A line as runs of one style each, with the column at which each begins. */
function runsOf(line) {
  const runs = []
  let style = plain
  let column = 0
  for (const part of line.split(new RegExp(`(${String.fromCodePoint(27)}\\[[\\d;]*m)`))) {
    const codes = /\[([\d;]*)m$/.exec(part)
    const isCode = codes !== null && stripVTControlCharacters(part) === ''
    if (isCode) for (const code of codes[1].split(';')) style = restyled(style, Number(code))
    else if (part !== '') runs.push({ text: part, column, style })
    if (!isCode) column += [...part].length
  }
  return runs
}

function chosen(lines, ranges) {
  const parts = ranges.split(',').map((range) => range.split('-').map(Number))
  return parts.flatMap(([first, last], at) => [...(at > 0 ? ['  ⋮'] : []), ...lines.slice(first - 1, last)])
}

// Spaces that are not plain ones stand where they are, in every viewer.
const escaped = (text) =>
  text.replaceAll(' ', '\u00a0').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function drawnRun({ text, column, style }) {
  const { color, weight, line, opacity } = style
  const look = `fill="${color}" font-weight="${weight}" text-decoration="${line}" opacity="${opacity}"`
  return `<tspan x="${(margin + column * cell.width).toFixed(1)}" ${look}>${escaped(text)}</tspan>`
}

function picture(title, lines) {
  const columns = Math.max(...lines.map((line) => [...stripVTControlCharacters(line)].length))
  const width = Math.ceil(2 * margin + columns * cell.width)
  const height = titleBar + margin + lines.length * cell.height
  const rows = lines.map((line, row) => {
    const y = titleBar + 14 + row * cell.height
    return `<text y="${y}">${runsOf(line).map(drawnRun).join('')}</text>`
  })
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (color, at) => `<circle cx="${20 + at * 20}" cy="18" r="6" fill="${color}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<rect width="${width}" height="${height}" rx="8" fill="#1b1f27"/>
${dots.join('')}<text x="${width / 2}" y="23" text-anchor="middle" fill="#8b93a3" font-family="sans-serif" font-size="13">${escaped(title)}</text>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="13" style="white-space:pre">
${rows.join('\n')}
</g>
</svg>
`
}

const [title = '', ranges = '1-80'] = argv.slice(2)
const captured = readFileSync(stdin.fd, 'utf8').replaceAll('\r', '').split('\n')
const lines = captured.filter((line) => !/^Script (?:started|done) on /.test(line))
stdout.write(picture(title, chosen(lines, ranges)))
