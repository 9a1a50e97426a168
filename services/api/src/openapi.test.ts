import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openApiDocument } from './server.ts'

const onFile = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'openapi.json'), 'utf8')) as Document

type Operation = { readonly summary?: string; readonly responses?: Record<string, unknown> }
type Document = { readonly openapi: string; readonly paths: Record<string, Record<string, Operation>> }

it('is what the code generates; else run: npm run schemas', async () => {
  expect(onFile).toEqual(JSON.parse(JSON.stringify(await openApiDocument())))
})

it('says of each path what it is for, what it answers, and how it refuses', () => {
  expect(onFile.openapi).toMatch(/^3\.1/)
  const operations = Object.entries(onFile.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )
  expect(operations.length).toBeGreaterThan(10)
  for (const { path, method, summary, responses = {} } of operations) {
    expect({ path, method, summary }).toEqual({ path, method: 'get', summary: expect.any(String) })
    expect(Object.keys(responses).sort(), path).toEqual(['200', '4XX', '5XX'])
  }
})
