import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteFile, type SqliteFile } from './sqlite-file.ts'

/** What a thread is given when it starts. */
export type ThreadStart = { readonly file: string; readonly cacheKb: number }

/** One statement, or the wish that the file be closed. */
export type Question = { readonly sql: string; readonly parameters: readonly unknown[] } | 'close'

/** What came of a statement. A copy of an error keeps nothing by which SQLite's are told apart, so that travels beside it. */
export type Answer =
  | { readonly rows: unknown[]; readonly changes?: number | bigint; readonly lastInsertRowid?: number | bigint }
  | { readonly thrown: Readonly<Record<string, unknown>> & { readonly message: string } }

const { file, cacheKb } = workerData as ThreadStart
let database: SqliteFile | undefined

parentPort?.on('message', (question: Question) => {
  if (question !== 'close') return parentPort?.postMessage(answer(question))
  database?.close()
  parentPort?.close()
})

function answer({ sql, parameters }: Exclude<Question, 'close'>): Answer {
  try {
    database ??= openSqliteFile(file, cacheKb)
    const statement = database.prepare(sql)
    return statement.reader ? { rows: statement.all(parameters) } : { rows: [], ...statement.run(parameters) }
  } catch (error) {
    if (!(error instanceof Error)) return { thrown: { message: String(error) } }
    // Its own fields are `code`, `errcode` and `errstr`.
    return { thrown: { ...error, message: error.message } }
  }
}
