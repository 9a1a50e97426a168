import type { FastifyReply, FastifyRequest } from 'fastify'

// What is no longer than this is read by the way.
const smallBytesMax = 1_048_576
// Each may hold ten times its bytes while it is read and handed in.
const usualMost = 3
// A sender that has gone without a word must not keep the place of others.
const usualReadWithinMs = 120_000

/** The few large requests that one process reads and works on at a time. */
export type LargeBodies = {
  /** Whether there is room to read this request, which then has its place until it was answered. What is known to be small needs none. */
  mayRead(request: FastifyRequest, reply: FastifyReply): boolean
  /** Keeps the place of a request until this work has ended too. */
  during<Result>(request: FastifyRequest, work: () => Promise<Result>): Promise<Result>
}

/** Opens so many places for large requests. One whose body has not come within `readWithinMs` is hung up on. */
export function openLargeBodies({ most = usualMost, readWithinMs = usualReadWithinMs } = {}): LargeBodies {
  /** How many reasons each request has to keep its place. */
  const placed = new Map<FastifyRequest, number>()
  const keep = (request: FastifyRequest) => placed.set(request, (placed.get(request) ?? 0) + 1)
  const leave = (request: FastifyRequest) => {
    const left = (placed.get(request) ?? 0) - 1
    if (left > 0) placed.set(request, left)
    else placed.delete(request)
  }
  return {
    mayRead(request, reply) {
      if (isSmall(request)) return true
      if (placed.size >= most) return false
      keep(request)
      const hangUp = setTimeout(() => void (request.raw.complete || request.raw.destroy()), readWithinMs).unref()
      reply.raw.once('close', () => {
        clearTimeout(hangUp)
        leave(request)
      })
      return true
    },
    async during(request, work) {
      if (isSmall(request)) return work()
      keep(request)
      try {
        return await work()
      } finally {
        leave(request)
      }
    },
  }
}

/** Whether a request says that it is small: one that is packed may hold any number of bytes. */
function isSmall({ headers }: FastifyRequest): boolean {
  const length = headers['content-length']
  return length !== undefined && headers['content-encoding'] === undefined && Number(length) <= smallBytesMax
}
