import type { Content, OpenApi, Operation, Parameter } from './document.ts'
import { uncovered } from './uncovered.ts'

/**
 * What would break a client that was written from the document before; one line for each, empty where nothing would. Two questions decide: is there a request that
 * was fine and is refused now, and is there an answer that the document before would not have allowed. So a new value of a closed vocabulary in an answer breaks;
 * a new property does not, for answers may gain properties.
 */
export function breakingChanges(before: OpenApi, after: OpenApi): string[] {
  const now = new Map(operationsOf(after))
  return operationsOf(before).flatMap(([name, operation]) => {
    const other = now.get(name)
    if (!other) return [`${name}: gone`]
    return [
      ...ofRole(operation, other),
      ...ofParameters(operation, other),
      ...ofBody(operation, other),
      ...ofAnswers(operation, other),
    ].map((line) => `${name}: ${line}`)
  })
}

/** Operations by method and path, in which the names of parameters do not count: nobody sends them. */
function operationsOf({ paths }: OpenApi): [string, Operation][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`,
      { ...operation, parameters: inPlaces(operation.parameters ?? [], path) },
    ]),
  )
}

function inPlaces(parameters: readonly Parameter[], path: string): Parameter[] {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
  return parameters.map((parameter) =>
    parameter.in === 'path' ? { ...parameter, name: String(names.indexOf(parameter.name) + 1) } : parameter,
  )
}

const roles = ['none', 'read', 'submit', 'operate', 'admin']

function ofRole(before: Operation, after: Operation): string[] {
  const [was, is] = [roleOf(before), roleOf(after)]
  return roles.indexOf(is) > roles.indexOf(was) ? [`needs the role ${is}, where ${was} was enough`] : []
}

function roleOf({ security = [] }: Operation): string {
  return security.flatMap(({ bearer = [] }) => bearer)[0] ?? 'none'
}

function ofParameters({ parameters: before = [] }: Operation, { parameters: after = [] }: Operation): string[] {
  const find = (some: readonly Parameter[], wanted: Parameter) =>
    some.find((each) => each.name === wanted.name && each.in === wanted.in)
  const told = (parameter: Parameter) => `${parameter.in} ${parameter.name}`
  return [
    ...after
      .filter((each) => each.required && !find(before, each)?.required)
      .map((each) => `${told(each)}: required by now`),
    ...before.flatMap((was) => {
      const is = find(after, was)
      // Headers that nobody knows are let be.
      if (!is) return was.in === 'header' ? [] : [`${told(was)}: gone`]
      return [
        ...uncovered(was.schema ?? {}, is.schema ?? {}, told(was), { isRead: false }).map(
          (line) => `${line} was allowed`,
        ),
        ...(JSON.stringify(was.schema?.default) === JSON.stringify(is.schema?.default)
          ? []
          : [`${told(was)}: another default`]),
      ]
    }),
  ]
}

function ofBody({ requestBody: before }: Operation, { requestBody: after }: Operation): string[] {
  if (!before) return after?.required ? ['body: required by now'] : []
  if (!after) return ['body: gone']
  return [
    ...(after.required && !before.required ? ['body: required by now'] : []),
    ...ofContents(before.content, after.content, 'body', (was, is, at) =>
      uncovered(was, is, at, { isRead: false }).map((line) => `${line} was allowed`),
    ),
  ]
}

function ofAnswers({ responses: before }: Operation, { responses: after }: Operation): string[] {
  const fresh = Object.keys(after).filter((status) => /^[123]/.test(status) && !before[status])
  return [
    ...fresh.map((status) => `${status}: was no answer before`),
    ...Object.entries(before).flatMap(([status, { content = {} }]) => {
      const now = after[status]
      if (!now) return [`${status}: no answer any more`]
      return ofContents(content, now.content ?? {}, status, (was, is, at) =>
        uncovered(is, was, at, { isRead: true }).map((line) => `${line} by now`),
      )
    }),
  ]
}

type Schema = Parameters<typeof uncovered>[0]

function ofContents(
  before: Content,
  after: Content,
  at: string,
  compare: (was: Schema, is: Schema, at: string) => string[],
): string[] {
  return Object.entries(before).flatMap(([type, { schema = {} }]) => {
    const now = after[type]
    return now ? compare(schema, now.schema ?? {}, at) : [`${at}: no ${type} any more`]
  })
}
