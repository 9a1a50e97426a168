import { collectDefaultMetrics, Registry } from 'prom-client'

let registry: Registry | undefined

/** What Node tells of this process: CPU, memory, lag of its event loop. Watched once, however many servers it has. */
export function processMetrics(): Registry {
  if (registry) return registry
  registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
