import type { JsonSchema } from './document.ts'

type Options = {
  /** Properties that `to` does not know are let be, and those that it knows must all be there: how answers are read. */
  readonly isRead: boolean
}

/**
 * Where a value that `from` allows is none that `to` allows: one line for each place, empty where there is none. What cannot be known to be allowed,
 * such as another pattern, is not.
 */
export function uncovered(from: JsonSchema, to: JsonSchema, at: string, options: Options): string[] {
  const choices = choicesOf(to)
  return choicesOf(from).flatMap((choice) => {
    const trouble = choices.map((other) => uncoveredOne(choice, other, at, options))
    if (trouble.some((lines) => lines.length === 0)) return []
    // The one that is most like it tells most.
    return trouble.toSorted((one, other) => one.length - other.length).find(isOfOneType) ?? trouble[0] ?? []
  })
}

const isOfOneType = (lines: readonly string[]) => !lines.some((line) => line.endsWith(otherType))
const otherType = 'of another type'

/** The schemas of which a value must meet one. */
function choicesOf(schema: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf, type, ...rest } = schema
  const inner = anyOf ?? oneOf
  if (inner) return inner.flatMap(choicesOf)
  if (typeof type === 'object') return type.map((each) => ({ ...rest, type: each }))
  return [schema]
}

function uncoveredOne(from: JsonSchema, to: JsonSchema, at: string, options: Options): string[] {
  if (to.type === undefined && to.enum === undefined && to.const === undefined) return []
  const values = valuesOf(to)
  if (values) {
    const own = valuesOf(from)
    if (!own) return [`${at}: any value, not only ${values.map(String).join(', ')}${typeTold(from, to)}`]
    return own.filter((value) => !values.includes(value)).map((value) => `${at}: the value ${value}`)
  }
  if (!isSameType(from, to)) return [`${at}: ${from.type ?? 'anything'}, where it is ${to.type}, ${otherType}`]
  if (valuesOf(from)) return []
  return [
    ...bounds.flatMap((bound) => beyond(from, to, bound, at)),
    ...(['pattern', 'format'] as const).flatMap((key) =>
      to[key] === undefined || to[key] === from[key] ? [] : [`${at}: another ${key} than ${to[key]}`],
    ),
    ...(to.items && from.type === 'array' ? uncovered(from.items ?? {}, to.items, `${at}[]`, options) : []),
    ...(to.type === 'object' ? uncoveredProperties(from, to, at, options) : []),
  ]
}

function typeTold(from: JsonSchema, to: JsonSchema): string {
  return isSameType(from, to) ? '' : `, ${otherType}`
}

function valuesOf({ enum: values, const: only }: JsonSchema): readonly unknown[] | undefined {
  return values ?? (only === undefined ? undefined : [only])
}

function isSameType(from: JsonSchema, to: JsonSchema): boolean {
  return to.type === undefined || from.type === to.type || (from.type === 'integer' && to.type === 'number')
}

const bounds = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const

function beyond(from: JsonSchema, to: JsonSchema, bound: (typeof bounds)[number], at: string): string[] {
  const sign = bound.startsWith('max') ? 1 : -1
  const most = (to[bound] ?? sign * Number.POSITIVE_INFINITY) * sign
  // No string and no list is shorter than nothing.
  const none = bound === 'minLength' || bound === 'minItems' ? 0 : sign * Number.POSITIVE_INFINITY
  return (from[bound] ?? none) * sign <= most
    ? []
    : [`${at}: ${bound} ${from[bound] ?? 'of none'}, beyond ${to[bound]}`]
}

function uncoveredProperties(from: JsonSchema, to: JsonSchema, at: string, options: Options): string[] {
  const own = from.properties ?? {}
  const known = to.properties ?? {}
  const unknown = Object.keys(own).filter((name) => !Object.hasOwn(known, name))
  const gone = Object.keys(known).filter((name) => !Object.hasOwn(own, name))
  const missing = (to.required ?? []).filter((name) => Object.hasOwn(own, name) && !from.required?.includes(name))
  return [
    ...(options.isRead || to.additionalProperties !== false ? [] : unknown.map((name) => `${at}.${name}: any value`)),
    ...gone.filter((name) => options.isRead || to.required?.includes(name)).map((name) => `${at}.${name}: left out`),
    ...missing.map((name) => `${at}.${name}: left out`),
    ...Object.entries(own).flatMap(([name, property]) => {
      const other = known[name]
      return other ? uncovered(property, other, `${at}.${name}`, options) : []
    }),
    ...uncoveredRest(from, to, at, options),
  ]
}

/** Of records: the values of whatever keys. */
function uncoveredRest({ additionalProperties: from }: JsonSchema, to: JsonSchema, at: string, options: Options) {
  const { additionalProperties: rest } = to
  if (typeof rest !== 'object' || from === false) return []
  return uncovered(typeof from === 'object' ? from : {}, rest, `${at}.*`, options)
}
