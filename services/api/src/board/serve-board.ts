import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import { withoutSecrets } from '@stancewire/contracts'
import { openBullQueues } from '@stancewire/runtime'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { LineConnection } from '../line-connection.ts'
import { problem } from '../problem.ts'

const prefix = '/board'
const jobsMost = 100

// The board has styles in its page; it asks nobody but us.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

// The fonts that its page would fetch elsewhere: it is readable without.
const linksElsewhere = /<link href="https?:[^>]{0,500}>/g

const guarding = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** What opens the board: the way to the line, and its key prefix. */
export type BoardLine = { readonly line: LineConnection; readonly prefix: string }

/** Shows the queues and their jobs as they stand in Redis, under `/board`, to operators; looks, and changes nothing. */
export function serveBoard(server: FastifyInstance, { line, prefix: keys }: BoardLine): void {
  const queues = openBullQueues({ redis: line.redis, prefix: keys })
  const board = new FastifyAdapter()
  board.setBasePath(prefix)
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Stancewire queues', miscLinks: [{ text: 'Dashboard', url: '/jobs' }] } },
  })
  void server.register(
    (scope, _, done) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, role: 'operate' }
      })
      scope.addHook('onRequest', async (request, reply) => {
        void reply.headers(guarding)
        // Whatever the board's own routes would allow.
        if (request.method !== 'GET' && request.method !== 'HEAD')
          return problem(reply.header('allow', 'GET, HEAD'), 405, { detail: 'the board only looks' })
        const { jobsPerPage } = request.query as { jobsPerPage?: unknown }
        // It would read as many whole jobs as are asked for.
        if (jobsPerPage !== undefined && !isPageSize(jobsPerPage))
          return problem(reply, 400, { detail: `jobsPerPage is a whole number from 1 to ${jobsMost}` })
      })
      scope.addHook('onSend', async (_request, reply, payload) =>
        typeof payload === 'string' ? shown(reply, payload) : payload,
      )
      void scope.register(board.registerPlugin())
      done()
    },
    { prefix },
  )
  server.addHook('onClose', async () => {
    await Promise.all(queues.map((queue) => queue.close()))
  })
}

/** Jobs lie in their queues as they came, with the logins of addresses: these are told to nobody, here neither. */
function shown(reply: FastifyReply, text: string): string {
  const isJson = String(reply.getHeader('content-type')).includes('json')
  return isJson ? withoutSecrets(text) : text.replaceAll(linksElsewhere, '')
}

/** Not what stands twice, nor what JavaScript takes for a number besides. */
function isPageSize(asked: unknown): boolean {
  return typeof asked === 'string' && /^[1-9]\d{0,2}$/.test(asked) && Number(asked) <= jobsMost
}
