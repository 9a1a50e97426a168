import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Where the page has something to show. What stands there tells nothing by itself: it asks for what it shows as whoever is logged in. */
const paths = [
  '/',
  '/jobs',
  '/sources',
  '/topics',
  '/topics/:id',
  '/articles',
  '/articles/:id',
  '/stories',
  '/stories/:id',
  '/events',
  '/audit',
  '/urls/:urlId',
  '/login',
] as const

// What the page brings in its own files is run and shown, and nothing else: not even what an article might smuggle in.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const guarding = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const notBuilt =
  'The page is not built yet: run npm run setup in the checkout. The API answers all the same, under /v1.\n'

/** Serves the page that was built into a folder, to anybody: it holds no data. Where it was not built, its paths say what to do. */
export async function servePages(server: FastifyInstance, built: URL): Promise<void> {
  const root = fileURLToPath(built)
  await server.register(files, { root, serve: false })
  const options = { config: { role: 'none' }, schema: { hide: true } } as const
  for (const path of paths) server.get(path, options, (_, reply) => showPage(reply, built))
  // Each is named by its content: under another name it is another file.
  server.get<{ Params: { '*': string } }>('/assets/*', options, ({ params }, reply) =>
    reply
      .headers(guarding)
      .sendFile(params['*'], join(root, 'assets'), { maxAge: '365d', immutable: true, dotfiles: 'ignore' }),
  )
}

/** Answers with the page that was built into a folder, by whatever path it was asked for. */
export async function showPage(reply: FastifyReply, built: URL): Promise<FastifyReply> {
  void reply.headers({ ...guarding, 'cache-control': 'no-cache' })
  try {
    const page = await readFile(new URL('index.html', built))
    return reply.type('text/html; charset=utf-8').send(page)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt)
  }
}
