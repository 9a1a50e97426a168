import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire between one process and its Redis that can be cut. */
export type Proxy = AsyncDisposable & {
  /** Stands in for the address of the Redis behind it. */
  readonly url: string
  /** Lets everything through; what was held while it was cut goes on where it stopped. */
  pass(): Promise<void>
  /** A black hole: connections stay open, new ones are taken, and nothing passes. */
  cut(): void
  /** Ends all connections and refuses new ones. */
  refuse(): Promise<void>
  /** Connections that are open now. */
  connections(): number
}

export type ProxyOptions = {
  /** The address of the Redis behind it. */
  readonly to: string
  /** Changes what Redis replies; the length must stay. */
  readonly rewrite?: (reply: Buffer) => Buffer
}

type Wire = { readonly client: Socket; readonly server: Socket }

/** Opens a proxy on a port of 127.0.0.1 that is its own for life; it passes. */
export async function openProxy({ to, rewrite = (reply) => reply }: ProxyOptions): Promise<Proxy> {
  const { hostname, port } = new URL(to)
  const wires = new Set<Wire>()
  let isCut = false

  const listener = createServer((client) => {
    const server = connect({ host: hostname, port: Number(port) })
    const wire = { client, server }
    wires.add(wire)
    join(client, server, (chunk) => chunk)
    join(server, client, rewrite)
    if (isCut) hold(wire)
  })

  function join(from: Socket, onto: Socket, change: (chunk: Buffer) => Buffer): void {
    from.on('data', (chunk) => {
      if (onto.write(change(chunk))) return
      from.pause()
      onto.once('drain', () => {
        if (!isCut) from.resume()
      })
    })
    from.on('end', () => onto.end())
    from.on('error', () => onto.destroy())
    from.on('close', () => {
      onto.destroy()
      for (const wire of wires) if (wire.client === from || wire.server === from) wires.delete(wire)
    })
  }

  const listen = async (at: number) => {
    await once(listener.listen(at, '127.0.0.1'), 'listening')
  }
  const refuse = async () => {
    const closed = new Promise((resolve) => listener.close(resolve))
    for (const wire of wires) {
      wire.client.resetAndDestroy()
      wire.server.destroy()
    }
    wires.clear()
    await closed
  }

  await listen(0)
  const own = (listener.address() as AddressInfo).port
  return {
    url: `redis://127.0.0.1:${own}`,
    async pass() {
      isCut = false
      for (const { client, server } of wires) {
        client.resume()
        server.resume()
      }
      if (!listener.listening) await listen(own)
    },
    cut() {
      isCut = true
      for (const wire of wires) hold(wire)
    },
    refuse,
    connections: () => wires.size,
    [Symbol.asyncDispose]: refuse,
  }
}

function hold({ client, server }: Wire): void {
  client.pause()
  server.pause()
}

/** Makes INFO tell of a Redis that is too old, for `rewrite`. */
export function sayOldVersion(reply: Buffer): Buffer {
  const text = reply.toString('latin1')
  if (!text.includes('redis_version:')) return reply
  const older = text.replace(
    /redis_version:([\d.]+)/,
    (_, now: string) => `redis_version:${'6.0.'.padEnd(now.length, '9')}`,
  )
  return Buffer.from(older, 'latin1')
}
