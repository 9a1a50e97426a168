import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire to a Redis whose answers can be made to take their time. */
export type SlowWire = AsyncDisposable & {
  /** Stands in for the address of the Redis behind it. */
  readonly url: string
  /** From now on each answer comes so much later. */
  slow(ms: number): void
}

/** Opens a wire to this Redis, as quick as it is. */
export async function openSlowWire(to: string): Promise<SlowWire> {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  let laterMs = 0
  const listener = createServer((client) => {
    const redis = connect({ host: hostname, port: Number(port) })
    for (const socket of [client, redis]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        client.destroy()
        redis.destroy()
      })
    }
    client.on('data', (chunk) => redis.write(chunk))
    // One after the other: an answer waits for those before it.
    let before = Promise.resolve()
    redis.on('data', (chunk) => {
      const due = new Promise((resolve) => setTimeout(resolve, laterMs))
      before = Promise.all([before, due]).then(() => void client.write(chunk))
    })
  })
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `redis://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    slow(ms) {
      laterMs = ms
    },
    async [Symbol.asyncDispose]() {
      const closed = once(listener, 'close')
      listener.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
