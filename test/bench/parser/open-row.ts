import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { env } from 'node:process'
import type { Answer, Pass, Prediction, Question } from './row/questions.ts'
import type { ReaderName } from './row/readers.ts'

/** A reader in a process of its own, so that what it takes at its highest is what it takes. */
export type Row = AsyncDisposable & {
  readonly name: ReaderName
  pass(): Promise<Pass>
  predictions(): Promise<readonly Prediction[]>
}

const mostSaid = 2_000

export async function openRow(name: ReaderName, folder: string, nodeOptions = ''): Promise<Row> {
  // Peers say much about pages they do not like; it is told only where one dies of it.
  const child = fork(join(import.meta.dirname, 'row', 'main.ts'), [name, folder], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...env, NODE_OPTIONS: nodeOptions },
    serialization: 'advanced',
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-mostSaid)
  })
  const ended = once(child, 'exit')
  const next = async (): Promise<Answer> => {
    const answer = await Promise.race([once(child, 'message'), ended.then(() => undefined)])
    if (answer === undefined) throw new Error(`the process of ${name} ended:\n${said}`)
    return answer[0] as Answer
  }
  const ask = (question: Question) => {
    child.send(question)
    return next()
  }
  await next()
  return {
    name,
    pass: () => ask('pass') as Promise<Pass>,
    predictions: () => ask('predictions') as Promise<readonly Prediction[]>,
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
