import { type AddressInfo, isIPv6 } from 'node:net'
import type { Config } from '@stancewire/config'
import { MisuseError } from '@stancewire/contracts'
import type { Logger } from '@stancewire/runtime'
import type { FastifyInstance } from 'fastify'
import { isLoopback } from './where-from.ts'

type Listening = Pick<Config['api'], 'host' | 'port'>

/**
 * Lets the server listen, and gives where it does. On this machine, as the monitor does: an API elsewhere rather than none, for another line may have
 * this port. Others know it by its port alone; where it cannot listen there, a {@link MisuseError} says what to set.
 */
export async function listen(server: FastifyInstance, { host, port }: Listening, log: Logger): Promise<string> {
  try {
    await server.listen({ host, port })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!isLoopback(host) || !taken.includes(code)) throw misuseOf({ host, port }, code) ?? error
    log.warn({ port, code }, 'the port of the API cannot be had, a free one is taken; api.port names another')
    await server.listen({ host, port: 0 })
  }
  // What the server says of itself names one address where it listens on all.
  const { port: had } = server.server.address() as AddressInfo
  return `http://${isIPv6(host) ? `[${host}]` : host}:${had}`
}

const taken = ['EADDRINUSE', 'EACCES']
const notOurs = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']

function misuseOf({ host, port }: Listening, code: string): MisuseError | undefined {
  if (taken.includes(code))
    return new MisuseError(
      `the API cannot have port ${port} of ${host} (${code}): end what has it, or set api.port to another`,
    )
  if (notOurs.includes(code))
    return new MisuseError(
      `api.host is ${host}, which is no address of this machine (${code}): set it to one, or to 0.0.0.0 for all of them, or leave it at 127.0.0.1`,
    )
  return undefined
}
