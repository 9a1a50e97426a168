// Writes the OpenAPI document of the API, from the schemas that check its requests and answers.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument } from './src/server.ts'

writeFileSync(join(import.meta.dirname, 'openapi.json'), `${JSON.stringify(await openApiDocument(), null, 2)}\n`)
