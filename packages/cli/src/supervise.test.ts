import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder } from '../test/command.ts'
import { supervise, type Word } from './supervise.ts'

/** Supervises a program in the place of a service; `word` gives what is told next. */
async function supervised(program: string) {
  const folder = await aFolder({ 'parser.mjs': program })
  const words: Word[] = []
  const pids: number[] = []
  const gaveUp = Promise.withResolvers<string>()
  let heard = () => {}
  const services = supervise(['parser'], {
    env: { FOLDER: folder.path },
    logs: 'ignore',
    mainOf: (name) => join(folder.path, `${name}.mjs`),
    giveUp: gaveUp.resolve,
    tell: (word) => {
      if ('pid' in word) pids.push(Number(word.pid))
      words.push(word)
      heard()
    },
  })
  return {
    services,
    words,
    pids,
    gaveUp: gaveUp.promise,
    async until(isSo: () => boolean) {
      while (!isSo()) {
        await new Promise<void>((resolve) => {
          heard = resolve
        })
      }
    },
    async [Symbol.asyncDispose]() {
      await services[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const staying = `process.on('disconnect', () => {}); setInterval(() => {}, 1000); process.send({ ready: 'parser', pid: process.pid })`

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false
  }
}

describe.concurrent('supervise', () => {
  it('starts again what exits, and says why it ended', async () => {
    await using line = await supervised(`
      import { existsSync, writeFileSync } from 'node:fs'
      const mark = process.env.FOLDER + '/mark'
      if (!existsSync(mark)) { writeFileSync(mark, ''); console.error('out of luck'); process.exit(1) }
      ${staying}`)
    await line.until(() => line.pids.length > 0)
    expect(line.words).toMatchObject([{ restarted: 'parser', why: 'exit code 1: out of luck' }, { ready: 'parser' }])
  })

  it('starts again what was killed, as another process', async () => {
    await using line = await supervised(staying)
    await line.until(() => line.pids.length === 1)
    process.kill(Number(line.pids[0]), 'SIGKILL')
    await line.until(() => line.pids.length === 2)
    expect(line.words).toContainEqual({ restarted: 'parser', why: 'SIGKILL' })
    expect(line.pids[1]).not.toBe(line.pids[0])
  })

  it('gives up at once, with the message, on what cannot work', async () => {
    await using line = await supervised(`console.error('no topic file at t.yaml'); process.exit(2)`)
    expect(await line.gaveUp).toBe('parser cannot run: exit code 2: no topic file at t.yaml')
    expect(line.words).toEqual([])
  })

  it('lets a service end by itself when it is disposed, and starts it no more', async () => {
    const line = await supervised(`
      import { writeFileSync } from 'node:fs'
      process.on('SIGTERM', () => { writeFileSync(process.env.FOLDER + '/done', ''); process.exit(0) })
      ${staying}`)
    await line.until(() => line.pids.length > 0)
    await line.services[Symbol.asyncDispose]()
    expect(isAlive(line.pids[0])).toBe(false)
    expect(line.words).toHaveLength(1)
    await line[Symbol.asyncDispose]()
  })

  it('ends at once, when it shall, even what would not end by itself', async () => {
    const line = await supervised(`process.on('SIGTERM', () => {}); ${staying}`)
    await line.until(() => line.pids.length > 0)
    line.services.kill()
    await line[Symbol.asyncDispose]()
    expect(isAlive(line.pids[0])).toBe(false)
  })
})
