import { type MessagePort, parentPort } from 'node:worker_threads'
import { type Stemmable, stemmed } from './stemmed.ts'

type Question = { readonly texts: readonly Stemmable[]; readonly answer: MessagePort }

/** A thread beside the one that writes: gives the stems of the texts that it is asked for. */
parentPort?.on('message', ({ texts, answer }: Question) => {
  answer.postMessage(texts.map(stemmed))
})
