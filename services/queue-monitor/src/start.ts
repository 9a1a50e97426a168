import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { Config } from '@stancewire/config'
import { openBullQueues, type Service } from '@stancewire/runtime'
import fastify from 'fastify'
import { isOwnHost } from './own-host.ts'

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
    if (!isOwnHost(request.headers.host)) await reply.code(421).send('this is a monitor for the machine it runs on')
  })
  await server.register(board.registerPlugin())
  const url = await server.listen({ host: address, port: config.monitorPort })
  log.info({ url }, 'queue monitor')
  process.send?.({ monitor: url })
  return {
    async [Symbol.asyncDispose]() {
      await server.close()
      await Promise.all(queues.map((queue) => queue.close()))
    },
  }
}
