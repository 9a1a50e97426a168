import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { type Stemmable, type Stemmed, stemmed } from './stemmed.ts'

// Fewer are done before a thread has heard of them.
const worthAThread = 50

/** The stems of texts. Those of many are made in a thread of their own, so that this one may write meanwhile: they are a quarter of a projection's work. */
export async function stemAll(texts: readonly Stemmable[]): Promise<readonly Stemmed[]> {
  if (texts.length < worthAThread) return texts.map(stemmed)
  return inThread(texts).catch(() => texts.map(stemmed))
}

async function inThread(texts: readonly Stemmable[]): Promise<readonly Stemmed[]> {
  const { port1: here, port2: there } = new MessageChannel()
  openThread().postMessage({ texts, answer: there }, [there])
  const ended = once(here, 'close').then(() => Promise.reject(new Error('the thread that makes stems has ended')))
  const [answer] = await Promise.race([once(here, 'message'), ended])
  here.close()
  return answer as readonly Stemmed[]
}

let thread: Worker | undefined

function openThread(): Worker {
  if (thread) return thread
  const opened = new Worker(new URL('./stem-thread.ts', import.meta.url))
  // It keeps no process alive: whoever waits for an answer does.
  opened.unref()
  opened.on('error', () => {})
  opened.once('exit', () => {
    thread = undefined
  })
  thread = opened
  return opened
}
