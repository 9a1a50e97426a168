import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { isFollowing } from '../follow-events.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const labelNames = ['route', 'method', 'status'] as const

/** Counts the requests of a server that gets its routes from now on, by the route's pattern and never by what was asked for. */
export function watchRequests(server: FastifyInstance, registry: Registry): void {
  const registers = [registry]
  const requests = new Counter({
    ...{ name: 'stancewire_api_requests_total', help: 'Requests that were answered.', labelNames, registers },
  })
  const durations = new Histogram({
    ...{
      name: 'stancewire_api_request_duration_seconds',
      help: 'Time to the end of the answer.',
      labelNames,
      registers,
    },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  const followers: Readonly<Record<string, Gauge | undefined>> = {
    '/v1/events': new Gauge({
      ...{ name: 'stancewire_api_event_followers', help: 'Readers that follow the event stream now.', registers },
    }),
    '/v1/live': new Gauge({
      ...{ name: 'stancewire_api_live_followers', help: 'Readers that follow the picture of the line now.', registers },
    }),
  }
  const following = new WeakSet<FastifyRequest>()
  server.addHook('preHandler', async (request, { raw }) => {
    const ofThis = followers[request.routeOptions.url ?? '']
    if (!ofThis || !isFollowing(request)) return
    following.add(request)
    ofThis.inc()
    raw.once('close', () => ofThis.dec())
  })
  server.addHook('onResponse', async (request, reply) => {
    const labels = { ...labelsOf(request), status: `${Math.floor(reply.statusCode / 100)}xx` }
    requests.inc(labels)
    // How long somebody follows says nothing of how long an answer takes.
    if (!following.has(request)) durations.observe(labels, reply.elapsedTime / 1_000)
  })
}

function labelsOf({ routeOptions, method }: FastifyRequest) {
  return { route: routeOptions.url ?? 'none', method: methods.has(method) ? method : 'other' }
}
