/** One line of figures. */
type Figure = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Figures by the name of their family, with its type. */
export type Family = { readonly type: string; readonly help: string; readonly figures: Figure[] }

const nameOf = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const helpLine = new RegExp(`^# HELP (${nameOf}) (.+)$`)
const typeLine = new RegExp(`^# TYPE (${nameOf}) (counter|gauge|histogram|summary|untyped)$`)
const figureLine = new RegExp(`^(${nameOf})(?:\\{(.*)\\})? ([-+0-9.eE]+|NaN|[-+]Inf)$`)
const labelStart = /^([a-zA-Z_][a-zA-Z0-9_]*)="/

/**
 * Reads the text format of Prometheus (0.0.4) as it is described, and refuses everything else: HELP and TYPE once and before their figures, a
 * family's lines together, labels quoted and escaped, no figure twice, buckets that grow.
 */
export function readMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families = new Map<string, Family>()
  const seen = new Set<string>()
  let current = ''
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.startsWith('#')) current = describe(line, current, families)
    else if (line !== '') addFigure(line, current, { families, seen })
  }
  for (const [name, { type, figures }] of families) if (type === 'histogram') checkBuckets(name, figures)
  return families
}

type Read = { readonly families: ReadonlyMap<string, Family>; readonly seen: Set<string> }

function addFigure(line: string, current: string, { families, seen }: Read): void {
  const figure = readFigure(line)
  const family = families.get(current)
  if (!family || !belongs(figure.name, current, family.type)) throw new Error(`a figure outside its family: ${line}`)
  const key = `${figure.name} ${JSON.stringify(Object.entries(figure.labels).sort())}`
  if (seen.has(key)) throw new Error(`twice: ${line}`)
  seen.add(key)
  family.figures.push(figure)
}

function describe(line: string, current: string, families: Map<string, Family>): string {
  const [, helped, help = ''] = helpLine.exec(line) ?? []
  if (helped !== undefined) {
    if (families.has(helped)) throw new Error(`HELP twice: ${line}`)
    families.set(helped, { type: '', help, figures: [] })
    return helped
  }
  const [, typed, type = ''] = typeLine.exec(line) ?? []
  const family = families.get(typed ?? '')
  if (typed === undefined || typed !== current || !family) throw new Error(`not understood: ${line}`)
  if (family.type !== '' || family.figures.length > 0) throw new Error(`TYPE twice or late: ${line}`)
  families.set(typed, { ...family, type })
  return typed
}

function readFigure(line: string): Figure {
  const [, name, labels = '', value = ''] = figureLine.exec(line) ?? []
  if (name === undefined) throw new Error(`not understood: ${line}`)
  return { name, labels: readLabels(labels, line), value: value.endsWith('Inf') ? Infinity : Number(value) }
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (let rest = text; rest !== ''; ) {
    const [start, name = ''] = labelStart.exec(rest) ?? []
    if (start === undefined || name in labels) throw new Error(`labels not understood: ${line}`)
    const { value, length } = readQuoted(rest.slice(start.length), line)
    labels[name] = value
    rest = rest.slice(start.length + length)
    if (rest !== '' && !rest.startsWith(',')) throw new Error(`labels not understood: ${line}`)
    rest = rest.slice(1)
  }
  return labels
}

function readQuoted(text: string, line: string): { value: string; length: number } {
  let value = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') return { value, length: at + 1 }
    if (sign !== '\\') value += sign
    else {
      const escaped = { '\\': '\\', '"': '"', n: '\n' }[text[++at] ?? '']
      if (escaped === undefined) throw new Error(`an escape that is none: ${line}`)
      value += escaped
    }
  }
  throw new Error(`a quote that is not closed: ${line}`)
}

function belongs(name: string, family: string, type: string): boolean {
  if (name === family) return type !== 'histogram'
  const endings = { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] }[type] ?? []
  return endings.some((ending) => name === family + ending)
}

function checkBuckets(name: string, figures: readonly Figure[]): void {
  const lines = new Map<string, Figure[]>()
  for (const figure of figures.filter((each) => each.name === `${name}_bucket`)) {
    const { le: _, ...labels } = figure.labels
    const key = JSON.stringify(Object.entries(labels).sort())
    lines.set(key, [...(lines.get(key) ?? []), figure])
  }
  for (const [key, buckets] of lines) {
    if (buckets.at(-1)?.labels.le !== '+Inf') throw new Error(`${name}${key} has no last bucket`)
    for (const [at, { value }] of buckets.entries())
      if (value < (buckets[at - 1]?.value ?? 0)) throw new Error(`${name}${key} has buckets that shrink`)
  }
}
