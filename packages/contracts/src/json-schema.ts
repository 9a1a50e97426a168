import { z } from 'zod'
import { CloudEvent, PipelineEvent } from './events.ts'
import { queues } from './queues.ts'
import { Topic } from './topic.ts'

/** The `dataschema` of an event type, and the `$id` of its schema. */
export function schemaUri(type: string): string {
  return `urn:stancewire:schema:${type}:1`
}

/** JSON Schema (draft 2020-12) of every event as it stands on the stream, of every message, and of the topic file, by name. */
export function jsonSchemas(): Record<string, object> {
  const schemas: Record<string, object> = { topic: toJsonSchema('topic', Topic) }
  for (const option of PipelineEvent.options) {
    const type = option.shape.type.value
    const event = CloudEvent.extend({ type: z.literal(type), data: option.shape.data })
    schemas[type] = toJsonSchema(type, event)
  }
  for (const queue of Object.values(queues)) {
    schemas[`message.${queue.name}`] = toJsonSchema(`message.${queue.name}`, queue.message)
  }
  return schemas
}

function toJsonSchema(name: string, schema: z.ZodType): object {
  return { $id: schemaUri(name), ...z.toJSONSchema(schema, { io: 'output' }) }
}
