// Writes the types of what the API answers and takes, from its document on file.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile, type JSONSchema } from 'json-schema-to-typescript'

type Content = { readonly content?: { readonly 'application/json'?: { readonly schema: JSONSchema } } }
type Operation = {
  readonly operationId: string
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

const documentFile = join(import.meta.dirname, '..', '..', 'services', 'api', 'openapi.json')
const answersFile = join(import.meta.dirname, 'page', 'api', 'answers.ts')
const style = { printWidth: 120, semi: false, singleQuote: true, trailingComma: 'all' } as const

const parts = ['// Made from the API’s document by `npm run schemas`; not for editing.\n']
for (const [name, schema] of namedSchemas()) {
  parts.push(
    await compile(withoutBounds(schema), name, {
      ...{ additionalProperties: false, bannerComment: '', style },
    }),
  )
}
writeFileSync(answersFile, parts.join('\n'))

/** What each operation answers is named after it, and what it takes `…Body`. */
function namedSchemas(): [name: string, schema: JSONSchema][] {
  const { paths } = JSON.parse(readFileSync(documentFile, 'utf8')) as Document
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  return operations.flatMap(({ operationId, requestBody, responses }) => {
    const name = operationId.charAt(0).toUpperCase() + operationId.slice(1)
    const answer = schemaOf(responses['200']) ?? schemaOf(responses['202'])
    const body = schemaOf(requestBody)
    return [
      ...(answer ? [[name, answer] satisfies [string, JSONSchema]] : []),
      ...(body ? [[`${name}Body`, body] satisfies [string, JSONSchema]] : []),
    ]
  })
}

function schemaOf(content: Content | undefined): JSONSchema | undefined {
  return content?.content?.['application/json']?.schema
}

/** Bounds and patterns are no part of a type, and would be told as comments. */
function withoutBounds(schema: JSONSchema): JSONSchema {
  const noise = new Set([
    'minimum',
    'maximum',
    'pattern',
    'minLength',
    'maxLength',
    'format',
    'exclusiveMinimum',
    'minItems',
    'maxItems',
  ])
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (noise.has(key) && typeof value !== 'object' ? undefined : value)),
  )
}
