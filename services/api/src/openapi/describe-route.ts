import { mayAct, type Role } from '@stancewire/read-model'
import type { RouteOptions } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { csrfHeader, sessionCookie } from '../session/session-cookie.ts'
import { nameOperation, nounOf } from './name-operation.ts'

type Transform = typeof jsonSchemaTransform
type JsonSchema = Readonly<Record<string, unknown>>
type Described = { readonly schema: Readonly<Record<string, unknown>>; readonly url: string }

/** What tokens are, as OpenAPI has it. */
export const bearer = {
  type: 'http',
  scheme: 'bearer',
  description:
    'A token, as `stancewire tokens issue NAME --role ROLE` gives it. Roles: read < submit < operate < admin',
} as const

/** How pages in a browser show who they are, as OpenAPI has it. */
export const session = {
  type: 'apiKey',
  in: 'cookie',
  name: sessionCookie,
  description: `The cookie that POST /v1/session gives, for pages in a browser; what changes something needs ${csrfHeader} beside it`,
} as const

/** Makes a route an operation of the OpenAPI document: its schemas, its name and tag, the role that it needs, what its answers are. */
export const describeRoute: Transform = (asked) => {
  const { schema, url } = jsonSchemaTransform(asked) as Described
  if (!schema || schema.hide) return { schema, url } as ReturnType<Transform>
  const { route } = asked as unknown as { route: RouteOptions }
  const method = String([route.method].flat()[0]).toLowerCase()
  const role = route.config?.role ?? 'read'
  const described = {
    ...schema,
    operationId: nameOperation(method, url, hasItems(schema.response)),
    tags: [tagOf(url)],
    description: [schema.description, whoMay(role)].filter(Boolean).join('\n\n'),
    security: securityOf(role),
    params: withDescriptions(schema.params as JsonSchema | undefined, url),
    response: withMeanings((schema.response ?? {}) as Record<string, JsonSchema>),
  }
  return { schema: described, url } as ReturnType<Transform>
}

function tagOf(url: string): string {
  const [, first = '', second = ''] = url.split('/')
  return /^v\d+$/.test(first) ? second : 'process'
}

function whoMay(role: Role | 'none'): string {
  if (role === 'none') return 'Needs no token.'
  if (role === 'read') return 'Needs the role read, which this machine itself has without a token.'
  return `Needs a token with the role ${role}.`
}

function securityOf(role: Role | 'none'): object[] {
  if (role === 'none') return []
  const known = [{ bearer: [role] }, { session: [] }]
  return mayAct('read', role) ? [{}, ...known] : known
}

function hasItems(response: unknown): boolean {
  const { 200: answer } = (response ?? {}) as Record<string, { properties?: object } | undefined>
  return 'items' in (answer?.properties ?? {})
}

function withDescriptions(params: JsonSchema | undefined, url: string): JsonSchema | undefined {
  if (!params) return undefined
  const properties = Object.entries((params.properties ?? {}) as Record<string, JsonSchema>)
  const described = properties.map(([name, schema]) => [name, withDescription(schema, idOf(name, url))])
  return { ...params, properties: Object.fromEntries(described) }
}

function withDescription(schema: JsonSchema, description: string | undefined): JsonSchema {
  return description === undefined ? schema : { description, ...schema }
}

/** What the id in a path is of; nothing for what is no id: that has to be said where it is. */
function idOf(name: string, url: string): string | undefined {
  const [, of] = /^(.*)Id$/.exec(name === 'id' ? `${nounOf(url, name)}Id` : name) ?? []
  if (of === undefined) return undefined
  return `The id of ${of === 'url' ? 'a URL' : `${/^[aeio]/.test(of) ? 'an' : 'a'} ${of}`}`
}

const meanings: Readonly<Record<string, string>> = {
  '2': 'What was asked for',
  '4': 'The request is refused: what it asks for is not there, not allowed, not well said, or too much',
  '5': 'It cannot be answered now (503, with Retry-After), or something went wrong here',
}

function withMeanings(response: Readonly<Record<string, JsonSchema>>): object {
  const told = Object.entries(response).map(([status, schema]) => {
    const meaning = (schema.description as string | undefined) ?? meanings[status[0] ?? ''] ?? 'An answer'
    return [
      status,
      { ...(opened(schema) as JsonSchema), [schema.content ? 'description' : 'x-response-description']: meaning },
    ]
  })
  return Object.fromEntries(told)
}

/** A schema of what is answered, without a word against further properties: answers may gain some. */
function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(opened)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.entries(schema).filter(([key, value]) => key !== 'additionalProperties' || value !== false)
  return Object.fromEntries(parts.map(([key, value]) => [key, opened(value)]))
}
