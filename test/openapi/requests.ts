import fc from 'fast-check'
import { arbitraryOf } from './arbitrary-of.ts'
import type { JsonSchema, Operation, Parameter } from './document.ts'
import { encodeText, hostileSegment, hostileText, hostileValue, nearly } from './hostile.ts'
import { type Pool, poolNames } from './pool.ts'

/** A request as it goes over the wire, and the operation that it means. */
export type Sent = {
  readonly operation: Operation
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Whose token is shown; `none`: no token, `wrong`: one that nobody issued. */
  readonly as: string
}

const bearers = ['none', 'wrong', 'read', 'submit', 'operate', 'admin', 'admin', 'admin', 'admin'] as const

/** Requests of an operation: right ones, nearly right ones, and hostile ones. */
export function requestsOf(operation: Operation, pool: Pool): fc.Arbitrary<Sent> {
  const { parameters = [], path, method, requestBody } = operation
  const some = (place: Parameter['in']) => parameters.filter((each) => each.in === place)
  const content = requestBody?.content['application/json']?.schema
  return fc
    .record({
      segments: segmentsOf(some('path'), path, pool),
      query: fc.tuple(...some('query').map((each) => parameterOf(each, path, pool)), strayQuery),
      headers: fc.tuple(...some('header').map((each) => parameterOf(each, path, pool).map(headerSafe))),
      accept: fc.constantFrom(undefined, undefined, '*/*', 'application/json', 'text/csv', 'text/event-stream', 'a;;/'),
      encoding: fc.constantFrom(
        undefined,
        undefined,
        undefined,
        'gzip',
        'br',
        'deflate',
        'identity;q=0',
        '*;q=0',
        'zip,,;',
      ),
      body: content ? bodyOf(content, pool) : fc.constant(undefined),
      type: fc.oneof(
        { weight: 12, arbitrary: fc.constant('application/json') },
        fc.constantFrom('text/plain', 'a/b', ''),
      ),
      as: fc.constantFrom(...bearers),
    })
    .map(({ segments, query, headers, accept, encoding, body, type, as }) => ({
      ...{ operation, method: method.toUpperCase(), body, as },
      path: pathOf(path, some('path'), segments) + queryOf(some('query'), query),
      headers: {
        ...Object.fromEntries(
          some('header').flatMap(({ name }, at) => (headers[at] === undefined ? [] : [[name, headers[at]]])),
        ),
        ...(accept === undefined ? {} : { accept }),
        ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
        ...(body === undefined || type === '' ? {} : { 'content-type': type }),
      },
    }))
}

function pathOf(path: string, parameters: readonly Parameter[], segments: readonly string[]): string {
  return parameters.reduce((text, { name }, at) => text.replace(`{${name}}`, () => segments[at] ?? ''), path)
}

function queryOf(parameters: readonly Parameter[], values: readonly (string | undefined)[]): string {
  const stray = values.at(-1)
  const pairs = parameters.flatMap(({ name }, at) => {
    const value = values[at]
    return value === undefined ? [] : [`${name}=${encodeText(value)}`]
  })
  const all = stray === undefined ? pairs : [...pairs, stray]
  return all.length === 0 ? '' : `?${all.join('&')}`
}

const strayQuery: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '__proto__=1',
      'constructor[prototype][x]=1',
      'limit=1&limit=2',
      '=',
      '&&',
      '%ZZ=%ZZ',
      'a',
    ),
  },
)

/** Values of a parameter that were seen; those that a schema allows where none was, or where it names them all. */
function seenOr(
  valid: fc.Arbitrary<string>,
  { name, schema }: Parameter,
  path: string,
  pool: Pool,
): fc.Arbitrary<string> {
  const values = schema.enum ? [] : poolNames(name, path).flatMap((each) => pool.values(each))
  return values.length === 0 ? valid : fc.constantFrom(...values)
}

function segmentsOf(parameters: readonly Parameter[], path: string, pool: Pool): fc.Arbitrary<readonly string[]> {
  const alone = fc.tuple(...parameters.map((each) => segmentOf(each, path, pool)))
  const groups = pool.together(parameters.map(({ name }) => name))
  if (parameters.length < 2 || groups.length === 0) return alone
  const together = fc.oneof(...groups.map((group) => fc.constantFrom(...group)))
  return fc.oneof(alone, { weight: 2, arbitrary: together.map((values) => values.map(encodeText)) })
}

function segmentOf(parameter: Parameter, path: string, pool: Pool): fc.Arbitrary<string> {
  const valid = arbitraryOf(parameter.schema).map(String)
  const there = seenOr(valid, parameter, path, pool)
  return fc.oneof(
    { weight: 8, arbitrary: there.map(encodeText) },
    { weight: 2, arbitrary: valid.map(encodeText) },
    { weight: 1, arbitrary: there.chain(nearly).map(encodeText) },
    { weight: 1, arbitrary: hostileSegment },
  )
}

function parameterOf(parameter: Parameter, path: string, pool: Pool): fc.Arbitrary<string | undefined> {
  const valid = arbitraryOf(parameter.schema).map(String)
  const there = seenOr(valid, parameter, path, pool)
  return fc.oneof(
    { weight: parameter.required ? 0 : 24, arbitrary: fc.constant(undefined) },
    { weight: 4, arbitrary: there },
    { weight: 4, arbitrary: valid },
    { weight: 1, arbitrary: there.chain(nearly) },
    { weight: 1, arbitrary: hostileText },
  )
}

/** No client can send other characters in a header. */
function headerSafe(text: string | undefined): string | undefined {
  return text?.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 4_000)
}

function bodyOf(schema: JsonSchema, pool: Pool): fc.Arbitrary<string | undefined> {
  const valid = arbitraryOf(schema).map((value) => withKnown(value, pool))
  const json = (value: unknown) => JSON.stringify(value) ?? 'null'
  return fc.oneof(
    { weight: 6, arbitrary: valid.map(json) },
    {
      weight: 5,
      arbitrary: fc.tuple(valid, fc.nat(), hostileValue).map(([value, at, other]) => json(spoiled(value, at, other))),
    },
    { weight: 1, arbitrary: hostileValue.map(json) },
    { weight: 1, arbitrary: valid.map(json).chain(nearly) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, ...hostileBodies) },
  )
}

const hostileBodies = [
  '',
  '{',
  '\u0000',
  '{"__proto__":{"all":true}}',
  '{"constructor":{"prototype":{"all":true}}}',
  '[1e999]',
  `"${'a'.repeat(1_100_000)}"`,
  '['.repeat(40_000) + ']'.repeat(40_000),
  `${'{"filter":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
]

/** A body whose addresses are of pages that are there. */
function withKnown(value: unknown, pool: Pool): unknown {
  const urls = pool.values('url')
  let turn = 0
  return JSON.parse(JSON.stringify(value), (name, part: unknown) =>
    name === 'url' && urls.length > 0 && ++turn % 2 === 0 ? urls[turn % urls.length] : part,
  )
}

/** A value of which one part, the nth of all, is another one. */
function spoiled(value: unknown, nth: number, other: unknown): unknown {
  let count = 0
  JSON.stringify(value, (_, part: unknown) => {
    count++
    return part
  })
  let at = 0
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (at++ === nth % Math.max(1, count) ? other : part)) ?? 'null',
  )
}
