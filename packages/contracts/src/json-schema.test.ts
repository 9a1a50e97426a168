import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CloudEvent, eventSubject, PipelineEvent, pipelineEventId } from './events.ts'
import { jsonSchemas, schemaUri } from './json-schema.ts'

const home = join(import.meta.dirname, '..')
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(home, path), 'utf8'))
const types = PipelineEvent.options.map((option) => option.shape.type.value)

describe('the JSON Schemas on file', () => {
  it('are what the code generates; else run: npm run schemas', () => {
    const generated = jsonSchemas()
    expect(readdirSync(join(home, 'schemas')).sort()).toEqual(
      Object.keys(generated)
        .map((name) => `${name}.json`)
        .sort(),
    )
    for (const [name, schema] of Object.entries(generated)) {
      expect(readJson(`schemas/${name}.json`), name).toEqual(JSON.parse(JSON.stringify(schema)))
    }
  })

  it('name themselves as events name them', () => {
    for (const type of types) expect(readJson(`schemas/${type}.json`)).toHaveProperty('$id', schemaUri(type))
  })
})

describe('the example events', () => {
  it('are one of each type', () => {
    expect(readdirSync(join(home, 'examples')).sort()).toEqual(types.map((type) => `${type}.json`).sort())
  })

  describe.each(types)('%s', (type) => {
    const example = readJson(`examples/${type}.json`) as Record<string, unknown>

    it('has nothing that its schemas do not name, and all that they ask', () => {
      expect(CloudEvent.parse(example)).toEqual(example)
      expect(PipelineEvent.parse({ type, data: example.data })).toEqual({ type, data: example.data })
    })

    it('holds to the JSON Schema on file', () => {
      const onFile = z.fromJSONSchema(readJson(`schemas/${type}.json`) as Parameters<typeof z.fromJSONSchema>[0])
      expect(onFile.safeParse(example).success).toBe(true)
      expect(onFile.safeParse({ ...example, sequence: 1 }).success).toBe(false)
      expect(onFile.safeParse({ ...example, data: {} }).success).toBe(false)
    })

    it('has the id, subject and schema address that the code gives it', () => {
      const event = PipelineEvent.parse({ type, data: example.data })
      expect(example).toMatchObject({
        id: pipelineEventId(event),
        subject: eventSubject(event),
        dataschema: schemaUri(type),
      })
    })
  })

  it('quote exactly what their offsets span', () => {
    const { data } = readJson('examples/article.classified.json') as {
      data: { topics: { positions: { quote: string; start: number | null; end: number | null }[] }[] }
    }
    const spans = data.topics.flatMap(({ positions }) => positions).filter(({ start }) => start !== null)
    expect(spans.length).toBeGreaterThan(0)
    for (const { quote, start, end } of spans) expect((end ?? 0) - (start ?? 0)).toBe(quote.length)
  })
})
