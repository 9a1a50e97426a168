import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openApiDocument } from './server.ts'

const onFile = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'openapi.json'), 'utf8')) as object

it('is what the code generates; else run: npm run schemas', async () => {
  expect(onFile).toEqual(JSON.parse(JSON.stringify(await openApiDocument())))
})
