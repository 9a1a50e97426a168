import { z } from 'zod'
import { answerOf, type JsonSchema, type Operation, roleOf } from './document.ts'
import type { Sent } from './requests.ts'

/** How a request was answered. */
export type Answered = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  readonly tookMs: number
}

const patienceMs = 5_000
const roles = ['none', 'read', 'submit', 'operate', 'admin']

/** What is wrong with an answer, by what the document says of its operation; empty where nothing is. */
export function judge(sent: Sent, answer: Answered): string[] {
  const { operation, as } = sent
  const { status, tookMs, headers } = answer
  const told = answerOf(operation, status)
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? ''
  const isGood = status < 300
  const wrong = (isWrong: boolean, text: string) => (isWrong ? [text] : [])
  const mayAct = roles.indexOf(as === 'none' ? 'read' : as) >= roles.indexOf(roleOf(operation))
  return [
    ...wrong(status >= 500 && status !== 503, `answers ${status}`),
    ...wrong(!told, `answers ${status}, which is not documented`),
    ...wrong(tookMs > patienceMs, 'takes longer than 5 s'),
    ...wrong(isGood && !mayAct && roleOf(operation) !== 'none', `lets ${as} do it`),
    // Whoever logs in is refused for what they send, not for who they are.
    ...wrong(
      (status === 401 || status === 403) && mayAct && as !== 'wrong' && roleOf(operation) !== 'none',
      `refuses ${as}`,
    ),
    ...wrong(
      (status === 429 || status === 503) && headers['retry-after'] === undefined,
      `${status} without Retry-After`,
    ),
    ...wrong(status >= 400 && type !== 'application/problem+json', `answers ${status} as ${type}`),
    ...(status >= 400 ? wrongProblem(answer) : []),
    ...(told && status !== 304 ? wrongBody(operation, answer, type) : []),
  ]
}

const asProblem = z.object({ type: z.string(), status: z.int(), title: z.string().min(1) })

function wrongProblem({ status, text }: Answered): string[] {
  const read = asProblem.safeParse(parse(text))
  if (!read.success) return ['is no problem by RFC 9457']
  return read.data.status === status ? [] : [`says ${read.data.status} and is ${status}`]
}

function wrongBody(operation: Operation, { status, text }: Answered, type: string): string[] {
  const content = answerOf(operation, status)?.content ?? {}
  const described = content[type]
  if (!described) return [`answers ${status} as ${type}, which is not documented`]
  if (type === 'application/x-ndjson')
    return text.split('\n').some((line) => line !== '' && parse(line) === undefined) ? ['a line is no JSON'] : []
  if (!type.endsWith('json')) return []
  const read = checkOf(described.schema).safeParse(parse(text))
  if (read.success) return []
  const [issue] = read.error.issues
  return [`${status} is not as described at ${issue?.path.join('.')}: ${issue?.message}`]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const checks = new WeakMap<JsonSchema, z.ZodType>()

function checkOf(schema: JsonSchema): z.ZodType {
  const check = checks.get(schema) ?? z.fromJSONSchema(closed(schema) as Parameters<typeof z.fromJSONSchema>[0])
  checks.set(schema, check)
  return check
}

/** Answers may gain properties with another document; with this one they have those that it names. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.entries(schema).map(([key, value]) => [key, closed(value)])
  const isClosed = 'properties' in schema && !('additionalProperties' in schema)
  return { ...Object.fromEntries(parts), ...(isClosed ? { additionalProperties: false } : {}) }
}
