import { expect, it } from 'vitest'
import { anAnnouncement, aPage, urlIdOf } from '../test/messages.ts'
import { aLine } from '../test/test-stage.ts'
import { later, PermanentError, pass, stop } from './outcome.ts'
import { workloadOf } from './stage-pace.ts'
import { readWorkerNotes, startWorkerNote } from './worker-notes.ts'

/** What the processes of the line tell of FETCH. */
async function toldOf(line: ReturnType<typeof aLine>) {
  await using _note = startWorkerNote('fetcher', line)
  await expect.poll(() => readWorkerNotes(line)).toHaveLength(1)
  return workloadOf(await readWorkerNotes(line), 'fetch')
}

it('a stage whose next one has stopped still tells what it passes on, and how long it worked', async () => {
  const line = aLine()
  const names = ['a', 'b', 'c', 'd', 'e']
  line.runFetch(async ({ urlId }) => {
    const name = names.find((each) => urlIdOf(each) === urlId) ?? ''
    return pass(aPage(name), [anAnnouncement(name)])
  })
  for (const name of names) await line.add(name)
  const told = { passed: 5, ended: 0, failed: 0, events: 5, passedOfHour: 0 }
  await expect.poll(() => toldOf(line), { timeout: 10_000 }).toMatchObject(told)
  await expect.poll(async () => (await toldOf(line))?.p95Ms, { timeout: 8_000 }).toBeGreaterThan(0)
}, 25_000)

it('what is put off or tried again is not done; what is given up is', async () => {
  const line = aLine()
  let tries = 0
  line.runFetch(async ({ url }) => {
    if (url.endsWith('later')) return later(600_000, 'not now')
    if (url.endsWith('again') && ++tries < 3) throw new Error('not yet')
    if (url.endsWith('fails')) throw new PermanentError('never')
    return stop('gone')
  })
  for (const name of ['later', 'again', 'fails', 'stops']) await line.add(name)
  const told = { passed: 0, ended: 2, failed: 1, events: 3 }
  await expect.poll(() => toldOf(line), { timeout: 10_000 }).toMatchObject(told)
}, 15_000)
