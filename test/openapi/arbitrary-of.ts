import fc from 'fast-check'
import type { JsonSchema } from './document.ts'

const longest = 60
const mostItems = 4

/** Values that a schema allows; strings and arrays far below their bounds, for those are tried where hostile values are. */
export function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { anyOf, oneOf, type, enum: values, const: only } = schema
  const choices = anyOf ?? oneOf
  if (choices) return fc.oneof(...choices.map(arbitraryOf))
  if (only !== undefined) return fc.constant(only)
  if (values) return fc.constantFrom(...values)
  if (Array.isArray(type)) return fc.oneof(...type.map((each) => arbitraryOf({ ...schema, type: each })))
  return (ofType[String(type)] ?? (() => fc.jsonValue()))(schema)
}

const ofType: Readonly<Record<string, (schema: JsonSchema) => fc.Arbitrary<unknown>>> = {
  string: stringOf,
  integer: ({ minimum = -1e9, maximum = 1e9 }) => fc.integer({ min: clamp(minimum), max: clamp(maximum) }),
  number: ({ minimum = -1e9, maximum = 1e9 }) => fc.double({ min: minimum, max: maximum, noNaN: true }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: ({ items = {}, minItems = 0, maxItems = mostItems }) =>
    fc.array(arbitraryOf(items), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, mostItems)) }),
  object: ({ properties = {}, required = [] }) =>
    fc.record(Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, arbitraryOf(each)])), {
      requiredKeys: [...required],
    }),
}

function clamp(bound: number): number {
  return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, bound))
}

const soonest = new Date('1990-01-01T00:00:00Z')
const latest = new Date('2090-01-01T00:00:00Z')

function stringOf({ format, pattern, minLength = 0, maxLength = longest }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'date' || format === 'date-time') {
    const instants = fc.date({ min: soonest, max: latest, noInvalidDate: true }).map((date) => date.toISOString())
    return format === 'date' ? instants.map((text) => text.slice(0, 10)) : instants
  }
  if (pattern !== undefined)
    return fc.stringMatching(new RegExp(pattern), { maxLength: 300 }).filter((text) => text.length <= maxLength)
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, longest)) })
}
