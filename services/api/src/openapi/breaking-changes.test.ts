import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../server.ts'
import { breakingChanges } from './breaking-changes.ts'
import type { JsonSchema, OpenApi, Operation } from './document.ts'

const text: JsonSchema = { type: 'string', maxLength: 100 }
const nullable: JsonSchema = { type: ['string', 'null'] }
const stance: JsonSchema = { type: 'string', enum: ['for', 'against'] }

const answer: JsonSchema = {
  type: 'object',
  properties: { title: { type: 'string' }, count: { type: 'integer' }, note: nullable, stance, maybe: text },
  required: ['title', 'count', 'note', 'stance'],
}
const { maybe: _, ...firm } = answer.properties ?? {}
const body: JsonSchema = {
  type: 'object',
  properties: {
    url: text,
    count: { type: 'integer', minimum: 1, maximum: 10 },
    tags: { type: 'array', items: text, maxItems: 5 },
  },
  required: ['url'],
  additionalProperties: false,
}
const query = (name: string, schema: JsonSchema, required = false) => ({ in: 'query', name, schema, required })
const json = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } })

const operation: Operation = {
  parameters: [
    { in: 'path', name: 'id', required: true, schema: text },
    query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
    query('stance', stance),
    { in: 'header', name: 'last-event-id', schema: text },
  ],
  requestBody: { required: true, ...json(body) },
  responses: { 200: json(answer), '4XX': { content: { 'application/problem+json': { schema: answer } } } },
  security: [{ bearer: ['submit'] }],
}
const [id, limit, wanted, header] = operation.parameters ?? []

const documentOf = (changed: Operation, path = '/things/{id}'): OpenApi => ({ paths: { [path]: { post: changed } } })
const answering = (change: JsonSchema) => ({
  ...operation,
  responses: { ...operation.responses, 200: json({ ...answer, ...change }) },
})
const property = (change: Record<string, JsonSchema>) => answering({ properties: { ...answer.properties, ...change } })
const sending = (change: JsonSchema) => ({
  ...operation,
  requestBody: { required: true, ...json({ ...body, ...change }) },
})
const part = (change: Record<string, JsonSchema>) => sending({ properties: { ...body.properties, ...change } })
const asking = (...parameters: unknown[]) => ({ ...operation, parameters: parameters as Operation['parameters'] & {} })

const breaking: [string, Operation, string][] = [
  ['a raised role', { ...operation, security: [{ bearer: ['operate'] }] }, 'needs the role operate, where submit was'],
  ['a parameter that is gone', asking(id, limit, header), 'query stance: gone'],
  ['a parameter that is required by now', asking(id, limit, { ...wanted, required: true }), 'query stance: required'],
  ['a new parameter that is required', asking(id, limit, wanted, query('q', text, true)), 'query q: required'],
  [
    'a lower maximum',
    asking(id, query('limit', { ...limit?.schema, maximum: 100 }), wanted),
    'limit: maximum 200, beyond 100',
  ],
  [
    'a shorter path parameter',
    asking({ ...id, schema: { ...text, maxLength: 9 } }, limit, wanted),
    'path 1: maxLength',
  ],
  ['another default', asking(id, query('limit', { ...limit?.schema, default: 20 }), wanted), 'limit: another default'],
  [
    'a value that is taken no more',
    asking(id, limit, query('stance', { ...stance, enum: ['for'] })),
    'the value against',
  ],
  ['a body property that is required by now', sending({ required: ['url', 'count'] }), 'body.count: left out'],
  [
    'a new body property that is required',
    sending({ properties: { ...body.properties, key: text }, required: ['url', 'key'] }),
    'body.key: left out',
  ],
  ['a body property that is gone', sending({ properties: { url: text } }), 'body.tags: any value'],
  ['a body property of another type', part({ count: text }), 'body.count: integer, where it is string'],
  ['a string that takes less', part({ url: { ...text, maxLength: 50 } }), 'body.url: maxLength 100, beyond 50'],
  [
    'a string that must not be empty',
    part({ url: { ...text, minLength: 1 } }),
    'body.url: minLength of none, beyond 1',
  ],
  ['a pattern where none was', part({ url: { ...text, pattern: '^h' } }), 'body.url: another pattern'],
  ['closed words where any were taken', part({ url: stance }), 'body.url: any value, not only for, against'],
  ['a shorter array', part({ tags: { type: 'array', items: text, maxItems: 2 } }), 'body.tags: maxItems 5, beyond 2'],
  ['shorter items', part({ tags: { type: 'array', items: stance, maxItems: 5 } }), 'body.tags[]: any value'],
  ['a body that is taken no more', { ...operation, requestBody: { content: {} } }, 'body: no application/json'],
  ['an answer that is given no more', { ...operation, responses: { 200: json(answer) } }, '4XX: no answer any more'],
  ['a new status of success', { ...operation, responses: { ...operation.responses, 202: {} } }, '202: was no answer'],
  [
    'another media type',
    { ...operation, responses: { ...operation.responses, 200: { content: { 'text/csv': {} } } } },
    'no application/json',
  ],
  ['a property that is answered no more', answering({ properties: { title: text } }), '200.count: left out'],
  ['an optional one that is answered no more', answering({ properties: firm }), '200.maybe'],
  ['a property that may be left out', answering({ required: ['title'] }), '200.count: left out'],
  ['a property that may be null', property({ title: nullable }), '200.title: null'],
  ['a property of another type', property({ count: { type: 'number' } }), '200.count: number, where it is integer'],
  [
    'a new word in an answer',
    property({ stance: { ...stance, enum: ['for', 'against', 'neutral'] } }),
    'the value neutral',
  ],
  ['any word where few were', property({ stance: { type: 'string' } }), '200.stance: any value'],
  ['a longer string in an answer', property({ maybe: { type: 'string', maxLength: 500 } }), '200.maybe: maxLength 500'],
  ['anything where a type was', property({ title: {} }), '200.title: anything'],
]

const harmless: [string, Operation][] = [
  ['nothing', operation],
  ['a lowered role', { ...operation, security: [{}, { bearer: ['read'] }] }],
  ['a new parameter', asking(...(operation.parameters ?? []), query('q', text))],
  ['a parameter in another place of the list', asking(header, wanted, limit, id)],
  ['a header that is not looked at any more', asking(id, limit, wanted)],
  ['a higher maximum', asking(id, query('limit', { ...limit?.schema, maximum: 1_000 }), wanted)],
  [
    'a further value that is taken',
    asking(id, limit, query('stance', { ...stance, enum: ['for', 'against', 'none'] })),
  ],
  ['a new body property', sending({ properties: { ...body.properties, key: text } })],
  ['a body property that may be left out', sending({ required: [] })],
  ['a body property that may be null', part({ url: { anyOf: [text, { type: 'null' }] } })],
  ['a number where an integer was taken', part({ count: { type: 'number', minimum: 0, maximum: 10 } })],
  ['a new property in an answer', property({ further: text })],
  ['a property that is always there by now', answering({ required: [...(answer.required ?? []), 'maybe'] })],
  ['a property that is never null any more', property({ note: { type: 'string' } })],
  ['a word fewer in an answer', property({ stance: { ...stance, enum: ['for'] } })],
  ['a further kind of trouble', { ...operation, responses: { ...operation.responses, '5XX': {} } }],
]

describe('what breaks clients', () => {
  it.each(breaking)('is %s', (_, changed, told) => {
    const found = breakingChanges(documentOf(operation), documentOf(changed))
    expect(found.join('\n')).toContain(told)
    for (const line of found) expect(line).toMatch(/^POST \/things\/\{\}: /)
  })

  it('is a path or a method that is gone', () => {
    expect(breakingChanges(documentOf(operation), { paths: {} })).toEqual(['POST /things/{}: gone'])
    expect(breakingChanges(documentOf(operation), { paths: { '/things/{id}': { get: operation } } })).toHaveLength(1)
  })

  it('is told once for each place', () => {
    expect(breakingChanges(documentOf(operation), documentOf(property({ title: nullable })))).toHaveLength(1)
  })
})

describe('what does not break clients', () => {
  it.each(harmless)('is %s', (_, changed) => {
    expect(breakingChanges(documentOf(operation), documentOf(changed))).toEqual([])
  })

  it('is a new path, or another name of a parameter in one', () => {
    const renamed = asking({ ...id, name: 'thingId' }, limit, wanted)
    const after = { paths: { ...documentOf(renamed, '/things/{thingId}').paths, '/others': { get: operation } } }
    expect(breakingChanges(documentOf(operation), after)).toEqual([])
  })
})

it('breaks nothing that is released; where that is meant: node services/api/release-openapi.ts --breaking', async () => {
  const released = readFileSync(join(import.meta.dirname, '..', '..', 'openapi.released.json'), 'utf8')
  const now = JSON.parse(JSON.stringify(await openApiDocument())) as OpenApi
  expect(breakingChanges(JSON.parse(released) as OpenApi, now)).toEqual([])
  expect(breakingChanges(now, now)).toEqual([])
})
