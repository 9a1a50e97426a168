import { Registry } from 'prom-client'
import { z } from 'zod'
import { watchRequests } from '../metrics/request-metrics.ts'
import { openScrape } from '../metrics/scrape.ts'
import type { Deps, TypedServer } from '../server.ts'
import { problems } from './asked.ts'

/** Figures for Prometheus. Comes before the other routes: it counts their requests. */
export function metricRoutes(server: TypedServer, deps: Pick<Deps, 'database' | 'sampleLine' | 'log'>): void {
  const own = new Registry()
  watchRequests(server as never, own)
  const scrape = openScrape(deps, own)
  server.get(
    '/metrics',
    {
      schema: {
        summary:
          'Figures of line, archive and this process, in the text format of Prometheus; also while Redis is away',
        response: { 200: { content: { 'text/plain': { schema: z.string() } } }, ...problems },
      },
    },
    // The other format that the library writes would rename counters for all readers.
    async (_, reply) => await reply.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await scrape()),
  )
}
