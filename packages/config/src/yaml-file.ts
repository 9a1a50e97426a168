import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument } from 'yaml'
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
  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {}
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  throw new ConfigError(read.error.issues.map((issue) => `${file}:${lineOf(issue.path)}: ${fault(issue, value)}`))
}

function fault(issue: z.core.$ZodIssue, value: unknown): string {
  const where = issue.path.length > 0 ? issue.path.map(String).join('.') : 'the file'
  if (issue.code === 'unrecognized_keys') {
    return `${where}: unknown ${issue.keys.length > 1 ? 'keys' : 'key'} ${issue.keys.join(', ')}`
  }
  return `${where}: found ${found(valueAt(value, issue.path))}, expected ${expected(issue)}`
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`
  return issue.message.replace(/^Invalid (?:input|string): /, '')
}

function found(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
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
