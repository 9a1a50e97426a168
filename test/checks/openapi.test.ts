import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import type { OpenApi } from '../openapi/document.ts'
import { wishes } from '../openapi/wishes.ts'

const server = join(import.meta.dirname, '..', '..', 'services', 'api', 'src', 'server.ts')
// What routes are made of is no business of tests up here; the document is.
const { openApiDocument } = (await import(server)) as { openApiDocument: () => Promise<object> }
const document = JSON.parse(JSON.stringify(await openApiDocument())) as OpenApi

it('passes a public validator of OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate({ ...structuredClone(document) })).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

it('leaves nothing to be wished for: names, tags, roles, problems, and bounds on all that is sent', () => {
  expect(wishes(document)).toEqual([])
})

it.each([
  ['a name', { operationId: undefined }, /operationId/],
  ['a summary', { summary: 'Short' }, /summary/],
  ['who may', { security: undefined }, /who may/],
  ['the role in words', { description: '' }, /in words/],
  ['problems', { responses: { 200: { description: 'It' } } }, /problems for 4XX/],
  ['a bound', { parameters: [{ name: 'q', in: 'query', schema: { type: 'string', pattern: '^a+$' } }] }, /string q/],
  ['an array', { parameters: [{ name: 'q', in: 'query', schema: { type: 'array', items: {} } }] }, /array q/],
  ['a number', { parameters: [{ name: 'q', in: 'query', schema: { type: 'integer', minimum: 0 } }] }, /number q/],
  ['a parameter', { parameters: [{ name: 'id', in: 'path', schema: { enum: ['a'] } }] }, /what id is/],
  [
    'bounds inside',
    { requestBody: bodyOf({ a: { type: 'array', maxItems: 3, items: { type: 'string' } } }) },
    /\.a\[\]/,
  ],
])('notices where %s is missing', (_, change, expected) => {
  const problem = { description: 'No', content: { 'application/problem+json': { schema: {} } } }
  const good = {
    ...{
      operationId: 'getThing',
      summary: 'A thing that is there',
      description: 'Needs the role read.',
      tags: ['things'],
    },
    security: [{ bearer: ['read'] }],
    responses: { 200: { description: 'It' }, '4XX': problem, '5XX': problem },
  }
  const documentOf = (operation: object) =>
    ({
      openapi: '3.1.0',
      components: { securitySchemes: { bearer: {} } },
      paths: { '/thing': { get: operation } },
    }) as OpenApi
  expect(wishes(documentOf(good))).toEqual([])
  expect(wishes(documentOf({ ...good, ...change })).join('\n')).toMatch(expected)
})

function bodyOf(properties: object) {
  return { content: { 'application/json': { schema: { type: 'object', additionalProperties: false, properties } } } }
}
