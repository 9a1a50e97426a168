import type { FastifyInstance } from 'fastify'

/** The methods that a path takes, as far as it is a path of a route. */
export type MethodsOf = (path: string) => readonly string[]

/** Notes the routes that a server gets from now on. */
export function watchMethods(server: FastifyInstance): MethodsOf {
  const routes: { readonly parts: readonly string[]; readonly methods: readonly string[] }[] = []
  server.addHook('onRoute', ({ url, method }) => {
    routes.push({ parts: url.split('/'), methods: [method].flat() })
  })
  return (path) => {
    const asked = path.split('/')
    const found = routes.filter(
      ({ parts }) =>
        parts.length === asked.length && parts.every((part, at) => part.startsWith(':') || part === asked[at]),
    )
    return [...new Set(found.flatMap(({ methods }) => methods))].sort()
  }
}
