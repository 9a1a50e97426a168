import type { Config } from '@stancewire/config'
import { openDatabase } from '@stancewire/read-model'
import type { Logger, Service } from '@stancewire/runtime'
import type { FastifyInstance } from 'fastify'
import { makeServer } from './server.ts'

const address = '127.0.0.1'

/** Answers questions about what the archive holds to whoever sits at this machine; looks, and changes nothing. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const database = await openDatabase(config.databaseUrl)
  const isLineThere = async () => redis.status === 'ready'
  const server = await makeServer({ database, topics: config.topics, api: config.api, isLineThere, log })
  const url = await listen(server, config.api.port, log)
  log.info({ url }, 'api')
  process.send?.({ api: url })
  return {
    async [Symbol.asyncDispose]() {
      await server.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** As the monitor does: an API elsewhere rather than none, for another line may have this port. */
async function listen(server: FastifyInstance, port: number, log: Logger): Promise<string> {
  try {
    return await server.listen({ host: address, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    log.warn({ port, code }, 'the port of the API cannot be had, a free one is taken; api.port names another')
    return await server.listen({ host: address, port: 0 })
  }
}
