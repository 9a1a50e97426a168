import { readFileSync } from 'node:fs'
import { withoutSecrets } from '@stancewire/contracts'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { ConfigError } from './config-error.ts'

/** Reads a YAML file and checks it; throws {@link ConfigError} whose faults name file, line, what was found and what is expected. */
export function readYamlFile<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  return parseYaml(file, readText(file), schema)
}

/** As {@link readYamlFile}, on text in hand; `file` is only named in faults. */
export function parseYaml<Schema extends z.ZodType>(file: string, text: string, schema: Schema): z.infer<Schema> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: not valid YAML: ${error.message}`),
    )
  }
  const value = toValue(document, file)
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const faults = read.error.issues.flatMap((issue) => faultsOf(issue, value))
  const placed = faults.map(({ path, what }) => ({ line: lineOf(document, lines, path), what }))
  placed.sort((a, b) => a.line - b.line)
  throw new ConfigError(placed.map(({ line, what }) => `${file}:${line}: ${what}`))
}

/** An alias without an anchor, and one that unfolds without end, show only here. */
function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError([`${file}: not valid YAML: ${why}`], { cause: error })
  }
}

type Path = readonly PropertyKey[]

/** The line of a key or list item, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const around = document.getIn(path.slice(0, length - 1), true)
    const name = path[length - 1]
    const pair = isMap(around) ? around.items.find(({ key }) => isScalar(key) && String(key.value) === name) : undefined
    const node = pair ? pair.key : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function faultsOf(issue: z.core.$ZodIssue, value: unknown): { path: Path; what: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const paths = issue.keys.map((key) => [...issue.path, key])
    return paths.map((path) => ({ path, what: fault(path, value, 'no such key') }))
  }
  return [{ path: issue.path, what: fault(issue.path, value, expected(issue)) }]
}

function fault(path: Path, value: unknown, wanted: string): string {
  const where = path.length > 0 ? path.map(String).join('.') : 'the file'
  return `${where}: found ${found(valueAt(value, path))}, expected ${wanted}`
}

function expected(issue: z.core.$ZodIssue): string {
  // The schema has words of its own.
  if (!/^(?:Invalid|Too|Unrecognized) /.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`
  return issue.message.replace(/^(?:Too (?:small|big): expected|Invalid (?:input|string):) /, '')
}

function found(value: unknown): string {
  if (value === undefined) return 'nothing'
  // What is no address yet may be meant to become one, with a password that has slashes in it.
  const text = withoutSecrets(JSON.stringify(value)).replaceAll(/\/\/[^"]{1,2000}@/g, '//***@')
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'no such file' : String(error)
    throw new ConfigError([`${file}: cannot be read: ${why}`], { cause: error })
  }
}
