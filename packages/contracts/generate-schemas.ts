// Writes the JSON Schema of each event type and message, from the schemas that the code itself uses.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemas } from './src/json-schema.ts'

const folder = join(import.meta.dirname, 'schemas')
mkdirSync(folder, { recursive: true })
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`)
}
