import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { Config } from '@stancewire/config'
import { type Logger, openBullQueues, type Service } from '@stancewire/runtime'
import { isOwnHost } from '@stancewire/url'
import fastify, { type FastifyInstance } from 'fastify'

const address = '127.0.0.1'

/** Shows the queues and their jobs to whoever sits at this machine; looks, and changes nothing. */
export async function start({ config, redis, log }: Service<Config>): Promise<AsyncDisposable> {
  const queues = openBullQueues({ redis, prefix: config.prefix })
  const board = new FastifyAdapter()
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Stancewire queues' } },
  })
  const server = fastify({ logger: false })
  // A page elsewhere that makes its own name point here must not read the jobs.
  server.addHook('onRequest', async (request, reply) => {
    if (!isOwnHost(request.headers.host)) return reply.code(421).send('this is a monitor for the machine it runs on')
    // Whatever the board's own routes would allow.
    if (request.method !== 'GET') return reply.code(405).send('this monitor only looks')
  })
  await server.register(board.registerPlugin())
  const url = await listen(server, config.monitorPort, log)
  log.info({ url }, 'queue monitor')
  process.send?.({ monitor: url })
  return {
    async [Symbol.asyncDispose]() {
      await server.close()
      await Promise.all(queues.map((queue) => queue.close()))
    },
  }
}

/** The line runs with a monitor elsewhere rather than with none: another line may have this port. */
async function listen(server: FastifyInstance, port: number, log: Logger): Promise<string> {
  try {
    return await server.listen({ host: address, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    log.warn({ port, code }, 'the port of the monitor cannot be had, a free one is taken; monitor.port names another')
    return await server.listen({ host: address, port: 0 })
  }
}
