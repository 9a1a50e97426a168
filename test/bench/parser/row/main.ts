import { argv } from 'node:process'
import { readCorpus } from '../corpus.ts'
import { htmlText } from '../html-text.ts'
import type { Answer, Pass, Prediction, Question } from './questions.ts'
import { loadReader, type Reading, readerNames } from './readers.ts'

/** A process of its own for one reader: it reads all pages each time it is asked, and tells what that cost. */

const name = readerNames.find((one) => one === argv[2])
if (name === undefined) throw new Error(`no reader is named ${argv[2]}`)
const pages = readCorpus(argv[3] ?? '')
const read = await loadReader(name)

process.on('disconnect', () => process.exit())
process.on('message', async (question: Question) => {
  const answer: Answer = question === 'pass' ? await pass() : await predictions()
  process.send?.(answer)
})
process.send?.('ready')

async function pass(): Promise<Pass> {
  const ms: number[] = []
  let failed = 0
  const cpu = process.cpuUsage()
  for (const page of pages) {
    const beganAtMs = performance.now()
    const reading = await attempt(page)
    ms.push(performance.now() - beganAtMs)
    if (!reading) failed++
  }
  const { user, system } = process.cpuUsage(cpu)
  // Of Linux and macOS alike, in kilobytes.
  return { ms, cpuMs: (user + system) / 1_000, failed, highestMb: process.resourceUsage().maxRSS / 1_000 }
}

async function attempt(page: (typeof pages)[number]): Promise<Reading | undefined> {
  try {
    return await read(page)
  } catch {
    return undefined
  }
}

async function predictions(): Promise<Prediction[]> {
  const read: Prediction[] = []
  for (const page of pages) {
    const reading = await attempt(page)
    const text = reading?.text ?? (reading?.html === undefined ? '' : htmlText(reading.html))
    read.push({ id: page.id, title: reading?.title ?? '', text })
  }
  return read
}
