import { type JsonSchema, type OpenApi, type Operation, operationsOf, roleOf } from './document.ts'

/** What a document leaves to be wished for, beyond being valid; one sentence for each. Empty where nothing. */
export function wishes(document: OpenApi): string[] {
  const operations = operationsOf(document)
  const names = operations.map(({ operationId }) => operationId)
  const doubled = names.filter((name, at) => name !== undefined && names.indexOf(name) !== at)
  return [
    ...(document.components?.securitySchemes?.bearer ? [] : ['no security scheme named bearer']),
    ...doubled.map((name) => `${name} is the name of two operations`),
    ...operations.flatMap((operation) =>
      wishesOf(operation).map((wish) => `${operation.method} ${operation.path}: ${wish}`),
    ),
  ]
}

function wishesOf(operation: Operation): string[] {
  const {
    operationId = '',
    summary = '',
    description = '',
    tags = [],
    security,
    responses,
    parameters = [],
  } = operation
  const role = roleOf(operation)
  const wish = (isMet: boolean, text: string) => (isMet ? [] : [text])
  return [
    ...wish(/^[a-z][A-Za-z0-9]{2,40}$/.test(operationId), 'an operationId that reads well'),
    ...wish(summary.length >= 10 && summary.length <= 200, 'a summary of 10 to 200 characters'),
    ...wish(tags.length === 1 && tags[0] !== '', 'one tag'),
    ...wish(security !== undefined, 'who may'),
    ...wish(role === 'none' || description.includes(`role ${role}`), 'its role in words'),
    // Logging in and out changes nothing but who one is.
    ...wish(
      operation.method === 'get' || operation.path === '/v1/session' || !['none', 'read'].includes(role),
      'a role above read for what changes something',
    ),
    ...wish(
      Object.keys(responses).some((status) => status.startsWith('2')),
      'an answer that is none of trouble',
    ),
    ...['4', '5'].flatMap((kind) => wish(hasProblem(responses, kind), `problems for ${kind}XX`)),
    ...Object.values(responses).flatMap((answer) =>
      wish(answer.description !== 'Default Response', 'what its answers are'),
    ),
    ...parameters.flatMap(({ name, in: place, description: told, schema }) => [
      ...wish(place !== 'path' || (told ?? '') !== '', `what ${name} is, in words`),
      ...unbounded(schema, name),
    ]),
    ...Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, { schema }]) => unbounded(schema, type)),
  ]
}

function hasProblem(responses: Operation['responses'], kind: string): boolean {
  const ofKind = Object.entries(responses).filter(([status]) => status.startsWith(kind))
  return ofKind.length > 0 && ofKind.every(([, { content }]) => content?.['application/problem+json'] !== undefined)
}

/** Where a request may be as large as somebody likes. */
function unbounded(schema: JsonSchema, at: string): string[] {
  const { anyOf, oneOf, properties = {}, additionalProperties, items } = schema
  const types = [schema.type ?? []].flat()
  const own = [
    ...(types.includes('string') && !isBoundedString(schema) ? [`a bound on the string ${at}`] : []),
    ...(types.includes('array') && schema.maxItems === undefined ? [`a bound on the array ${at}`] : []),
    ...(isNumber(types) && (schema.minimum === undefined || schema.maximum === undefined || isSafe(schema))
      ? [`bounds on the number ${at}`]
      : []),
    ...(types.includes('object') && additionalProperties !== false && !at.startsWith('header') && at !== ''
      ? [`a strict object ${at}`]
      : []),
  ]
  return [
    ...own,
    ...[...(anyOf ?? []), ...(oneOf ?? [])].flatMap((choice) => unbounded(choice, at)),
    ...Object.entries(properties).flatMap(([name, property]) => unbounded(property, `${at}.${name}`)),
    ...(items ? unbounded(items, `${at}[]`) : []),
  ]
}

function isNumber(types: readonly string[]): boolean {
  return types.includes('integer') || types.includes('number')
}

/** Bounds that only say that JavaScript can count so far. */
function isSafe({ minimum = 0, maximum = 0 }: JsonSchema): boolean {
  return minimum === Number.MIN_SAFE_INTEGER || maximum === Number.MAX_SAFE_INTEGER
}

function isBoundedString({ maxLength, enum: choices, const: only, pattern }: JsonSchema): boolean {
  return maxLength !== undefined || choices !== undefined || only !== undefined || isBoundedPattern(pattern ?? '.*')
}

/** An anchored pattern that repeats nothing without an end. */
function isBoundedPattern(pattern: string): boolean {
  const bare = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '')
  return pattern.startsWith('^') && pattern.endsWith('$') && !/[*+]|\{\d+,\}/.test(bare)
}
