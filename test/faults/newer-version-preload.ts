/** Loaded before a service or a command: it is of the next version, which writes messages of version 2 and reads both. */
import { registerHooks } from 'node:module'

const contract = '/packages/contracts/src/messages.ts'
const changes = [
  ['export const messageVersion = 1', 'export const messageVersion = 2'],
  ['v: z.literal(messageVersion)', 'v: z.literal([1, 2])'],
] as const

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(contract)) return loaded
    return { ...loaded, source: changes.reduce(changed, String(loaded.source)) }
  },
})

function changed(source: string, [from, to]: readonly [string, string]): string {
  if (!source.includes(from)) throw new Error(`${contract} does not say: ${from}`)
  return source.replace(from, to)
}
