import { DatabaseBusyError } from './write-patiently.ts'

/** Somebody who waits for a connection. */
type Waiting<Connection> = { readonly give: (connection: Connection) => void; readonly refuse: (error: Error) => void }

type Pooled = { readonly isOver: boolean; close(): Promise<void> }

type PoolOptions = {
  /** So many connections are opened, each when it is needed first. */
  readonly size: number
  /** So many may wait for one; whoever comes after them is refused with a {@link DatabaseBusyError}, as is who has waited so long. */
  readonly waitingMax: number
  readonly waitMaxMs: number
}

/** Connections that are lent to one at a time, in the order in which they are asked for. One that is over is replaced. */
export type ConnectionPool<Connection> = {
  acquire(): Promise<Connection>
  release(connection: Connection): void
  /** Closes each after what it has in hand. */
  close(): Promise<void>
}

/** Makes a pool, empty at first. */
export function makeConnectionPool<Connection extends Pooled>(
  open: () => Connection,
  { size, waitingMax, waitMaxMs }: PoolOptions,
): ConnectionPool<Connection> {
  const idle: Connection[] = []
  const all = new Set<Connection>()
  const waiting = new Set<Waiting<Connection>>()

  function free(): Connection | undefined {
    for (let last = idle.pop(); last; last = idle.pop()) {
      if (!last.isOver) return last
      all.delete(last)
    }
    if (all.size >= size) return undefined
    const opened = open()
    all.add(opened)
    return opened
  }

  function wait(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const refuse = (error: Error) => {
        clearTimeout(timer)
        waiting.delete(me)
        reject(error)
      }
      const give = (connection: Connection) => {
        clearTimeout(timer)
        waiting.delete(me)
        resolve(connection)
      }
      const me = { give, refuse }
      const timer = setTimeout(() => refuse(new DatabaseBusyError(whyBusy)), waitMaxMs)
      waiting.add(me)
    })
  }

  return {
    async acquire() {
      const connection = free()
      if (connection) return connection
      if (waiting.size >= waitingMax) throw new DatabaseBusyError(whyBusy)
      return wait()
    },
    release(connection) {
      if (connection.isOver) all.delete(connection)
      else idle.push(connection)
      const [next] = waiting
      const one = next && free()
      if (one) next.give(one)
    },
    async close() {
      for (const { refuse } of waiting) refuse(new Error('the database was closed'))
      await Promise.all([...all].map((connection) => connection.close()))
    },
  }
}

const whyBusy = 'the database is asked too much at a time: try again'
