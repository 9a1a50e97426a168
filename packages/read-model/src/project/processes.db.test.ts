import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { dump } from '../../test/dump.ts'
import { longHistory } from '../../test/long-history.ts'
import { project } from './project.ts'
import { rebuild } from './rebuild.ts'

const kills = 10
const entries = longHistory(60 * kills)
let folder = ''
let file = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stancewire-entries-'))
  file = join(folder, 'entries.json')
  await writeFile(file, JSON.stringify(entries))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const projecting = (url: string, size = 20) =>
  fork(join(import.meta.dirname, '../../test/projecting.ts'), [url, file, String(size)])

/** How many entries a process finds left when it begins. */
async function begun(child: ChildProcess): Promise<number> {
  const [message] = await once(child, 'message')
  return (message as { left: number }).left
}

describe.each(databases)('processes that project, on $name', ({ openEmpty }) => {
  it(`leave the tables of an undisturbed projection, although one after the other is killed, ${kills} times`, {
    timeout: 240_000,
  }, async () => {
    await using whole = await openEmpty()
    await project(whole, entries)
    await using killed = await openEmpty()
    const left: number[] = []
    while (left.length < kills) {
      const child = projecting(killed.url, 5)
      const gone = once(child, 'exit')
      left.push(await begun(child))
      await sleep(20 + ((left.length * 37) % 60))
      child.kill('SIGKILL')
      await gone
    }
    const last = projecting(killed.url)
    left.push(await begun(last))
    await once(last, 'exit')
    expect(left.filter((count) => count > 0).length, 'processes that found something to do').toBeGreaterThan(kills / 2)
    expect(await dump(killed)).toEqual(await dump(whole))
  })

  it('do it once, although two do it at the same time', async () => {
    await using both = await openEmpty()
    const children = [projecting(both.url), projecting(both.url)]
    await Promise.all(children.map((child) => once(child, 'exit')))
    expect(children.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    await using alone = await openEmpty()
    await project(alone, entries)
    expect(await dump(both)).toEqual(await dump(alone))
  })
})

describe.each(databases)('rebuild, on $name', ({ openEmpty }) => {
  it('makes the same tables again from the events and texts that are kept', async () => {
    await using database = await openEmpty()
    await project(database, entries)
    const before = await dump(database)
    await database.db.updateTable('article').set({ title: 'spoilt' }).execute()
    await database.db.deleteFrom('standing').execute()
    await database.db.deleteFrom('counter').execute()
    expect(await rebuild(database)).toBe(entries.length)
    expect(await dump(database)).toEqual(before)
  })
})
