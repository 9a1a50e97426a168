import { Worker } from 'node:worker_threads'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { Answer, Question, ThreadStart } from './sqlite-thread.ts'

/** A connection to an SQLite file in a thread of its own. */
export type SqliteConnection = DatabaseConnection & {
  /** Ended, by itself or otherwise: whatever is asked of it fails. */
  readonly isOver: boolean
  /** Ends it after what it has in hand. */
  close(): Promise<void>
  /** Ends it at once: what it has in hand fails, and is rolled back. */
  kill(): Promise<void>
}

/** The thread that had a question in hand died of it. */
export class SqliteThreadDiedError extends Error {
  override readonly name = 'SqliteThreadDiedError'
}

type Asked = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }

/** Starts a thread; the file is opened with the first question. */
export function openSqliteConnection(start: ThreadStart): SqliteConnection {
  const worker = new Worker(new URL('./sqlite-thread.ts', import.meta.url), { workerData: start })
  const asked: Asked[] = []
  let isOver = false
  let cause: unknown
  // It keeps the process alive as long as somebody waits for its answer.
  worker.unref()
  worker.on('message', (answer: Answer) => {
    const first = asked.shift()
    if (asked.length === 0) worker.unref()
    first?.resolve(answer)
  })
  worker.on('error', (error) => {
    cause = error
  })
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      isOver = true
      for (const { reject } of asked.splice(0)) reject(died(cause))
      resolve()
    })
  })
  const ask = (question: Question) =>
    new Promise<Answer>((resolve, reject) => {
      if (isOver) return reject(died(cause))
      worker.postMessage(question)
      asked.push({ resolve, reject })
      worker.ref()
    })
  return {
    get isOver() {
      return isOver
    },
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      return resultOf(await ask({ sql, parameters }))
    },
    streamQuery() {
      throw new Error('what a thread reads comes all at once: ask for it a page at a time')
    },
    async close() {
      worker.ref()
      worker.postMessage('close' satisfies Question)
      await ended
    },
    async kill() {
      isOver = true
      await worker.terminate()
    },
  }
}

function died(cause: unknown): Error {
  const why = cause instanceof Error ? `: ${cause.message}` : ''
  return new SqliteThreadDiedError(`the thread that asks SQLite died${why}`, { cause })
}

function resultOf<Row>(answer: Answer): QueryResult<Row> {
  if ('thrown' in answer) throw Object.assign(new Error(answer.thrown.message), answer.thrown)
  const { rows, changes, lastInsertRowid } = answer
  return {
    rows: rows as Row[],
    ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
    ...(lastInsertRowid === undefined ? {} : { insertId: BigInt(lastInsertRowid) }),
  }
}
