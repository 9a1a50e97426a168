import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { makeWork, Trial } from '../test/trying-thread.ts'
import { openThreads, type Threads } from './threads.ts'

const trying = new URL('../test/trying-thread.ts', import.meta.url)
const given = { greeting: 'good day' }
const patient = new AbortController().signal

const open = (atMost: number) => openThreads<typeof makeWork>(trying, { atMost, given, heapMb: 64 })

const broken = () => new Int32Array(new SharedArrayBuffer(4)).fill(1)

/** A signal that aborts when the test says so. */
function aSignal() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const controller = new AbortController()
  const abort = () => {
    controller.abort(new Error('took longer than allowed'))
    resolve()
  }
  return { signal: controller.signal, abort, aborted: promise }
}

const answer = { does: 'answer', with: [1, { two: 2 }] } as const
const answered = { greeting: 'good day', with: [1, { two: 2 }] }

describe('threads', () => {
  let threads: Threads<typeof makeWork>
  const run = (trial: Trial, signal = patient) => threads.run(trial, signal)
  beforeAll(async () => {
    threads = await open(2)
  })
  afterAll(() => threads[Symbol.asyncDispose]())

  it('give what the work answers, made of what it was given', async () => {
    expect(await run(answer)).toEqual(answered)
  })

  it('do more tasks than there are threads', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, (_, at) => run({ does: 'answer', with: at })))
    expect(all).toEqual(Array.from({ length: 50 }, (_, at) => ({ greeting: 'good day', with: at })))
  })

  it('make their work once, not for each task', async () => {
    const counts = await Promise.all(Array.from({ length: 6 }, () => run({ does: 'count' })))
    expect(Math.max(...(counts as number[]))).toBeGreaterThanOrEqual(3)
  })

  it('pass on what the work throws: name, message and stack', async () => {
    const error = await run({ does: 'throw' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'TrialError', message: 'this task cannot be done' })
    expect((error as Error).stack).toContain('trying-thread.ts')
  })

  it.each([
    ['runs out of memory', 'heap', /memory limit|heap grew/],
    ['holds more than it may', 'hold', /its heap grew beyond 64 MB/],
    ['ends itself', 'exit', /exited with code: 3/],
    ['throws where nobody listens', 'stray', /thrown where nobody listens/],
  ] as const)('say so when a thread %s, and go on with another one', async (_, does, why) => {
    const other = run({ does: 'wait', ms: 300 })
    const error = await run({ does }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'ThreadDiedError', message: expect.stringMatching(why) })
    // Where a queue keeps an error, it keeps its name in the stack alone.
    expect((error as Error).stack).toMatch(/^ThreadDiedError: its thread died: /)
    expect(await other).toBe('waited')
    expect(await Promise.all([run(answer), run(answer), run(answer)])).toEqual([answered, answered, answered])
  })

  it('lose no task that waits while threads die', async () => {
    const dying = Array.from({ length: 4 }, () => run({ does: 'exit' }).catch((error: Error) => error.name))
    const waiting = Array.from({ length: 4 }, () => run(answer))
    expect(await Promise.all(dying)).toEqual(dying.map(() => 'ThreadDiedError'))
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => answered))
  })

  it.each(['block', 'spin'] as const)('end the thread whose task is given up (%s), and it alone', async (does) => {
    const { signal, abort } = aSignal()
    const other = run({ does: 'wait', ms: 300 })
    const blocked = run({ does }, signal)
    setTimeout(abort, 100)
    await expect(blocked).rejects.toThrow('took longer than allowed')
    expect(await other).toBe('waited')
    expect(await Promise.all([run(answer), run(answer)])).toEqual([answered, answered])
  })

  it('start no task that was given up while it waited', async () => {
    const { signal, abort } = aSignal()
    const busy = [run({ does: 'wait', ms: 200 }), run({ does: 'wait', ms: 200 })]
    const waiting = run({ does: 'exit' }, signal)
    abort()
    await expect(waiting).rejects.toThrow('took longer than allowed')
    expect(await Promise.all(busy)).toEqual(['waited', 'waited'])
  })

  it('refuse a task that was given up before', async () => {
    await expect(run(answer, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late')
  })

  it('say so when a task cannot be copied', async () => {
    await expect(run({ does: 'answer', with: () => {} })).rejects.toThrow('could not be cloned')
    expect(await run(answer)).toEqual(answered)
  })
})

describe('openThreads', () => {
  it('starts no more threads than it may', async () => {
    await using threads = await open(1)
    expect(threads.count).toBe(1)
  })

  it.each([
    ['is not there', new URL('../test/nowhere.ts', import.meta.url), given, 'nowhere.ts'],
    ['cannot make its work', trying, { ...given, breaks: broken() }, 'this work cannot be made'],
  ])('rejects if the file %s', async (_, file, what, why) => {
    const error = await openThreads<typeof makeWork>(file, { atMost: 2, given: what }).catch((thrown) => thrown)
    expect(error.message).toContain('no thread starts with file://')
    expect(error.cause.message).toContain(why)
  })

  it('leaves nobody waiting when it is disposed, and takes nothing after', async () => {
    const threads = await open(1)
    const tasks = [threads.run({ does: 'block' }, patient), threads.run(answer, patient)]
    const ends = Promise.allSettled(tasks)
    await threads[Symbol.asyncDispose]()
    for (const end of await ends) expect(end).toMatchObject({ reason: { message: 'its threads were closed' } })
    await expect(threads.run(answer, patient)).rejects.toThrow('its threads were closed')
  })
})

describe('a process with threads', () => {
  const runNode = async (program: string, ...options: string[]) => {
    const source = `import { openThreads } from ${JSON.stringify(new URL('./threads.ts', import.meta.url).href)}
const trying = new URL(${JSON.stringify(trying.href)})
const open = (given) => openThreads(trying, { atMost: 1, given: { greeting: 'hello', ...given } })
${program}`
    const args = [...options, '--input-type=module', '--eval', source]
    return promisify(execFile)(process.execPath, args, {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      timeout: 15_000,
    })
  }

  it('ends although it did not close them', async () => {
    const { stdout } = await runNode(`const threads = await open()
console.log((await threads.run({ does: 'answer' }, new AbortController().signal)).greeting)`)
    expect(stdout).toBe('hello\n')
  })

  it('ends when a thread cannot be replaced: another process may start some', async () => {
    const ended = await runNode(`const breaks = new Int32Array(new SharedArrayBuffer(4))
const threads = await open({ breaks })
breaks[0] = 1
setInterval(() => {}, 1_000)
await threads.run({ does: 'exit' }, new AbortController().signal).catch((error) => console.log(error.name))`).catch(
      (error) => error,
    )
    expect(ended).toMatchObject({ code: 1, stdout: 'ThreadDiedError\n' })
    expect(ended.stderr).toMatch(/no thread starts any more[\s\S]*this work cannot be made/)
  })

  it('hands its conditions down to them', async () => {
    const program = `const threads = await open()
console.log(JSON.stringify(await threads.run({ does: 'where' }, new AbortController().signal)))`
    expect((await runNode(program, '--conditions=stancewire-faults')).stdout).toContain(
      '--conditions=stancewire-faults',
    )
  })
})
