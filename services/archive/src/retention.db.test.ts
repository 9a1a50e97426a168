import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PipelineEvent, pipelineEventId } from '@stancewire/contracts'
import { findAudit, openAudit, openDatabase, project, readCounters, readEvents } from '@stancewire/read-model'
import { openLog } from '@stancewire/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { makeRetention } from './retention.ts'

const log = openLog('test', 'silent')
const keep = { runsDays: 10, countersDays: 20, textsDays: null, articlesDays: null }
const never = new AbortController().signal

/** An archive with one stopped run a day in the first hundred days of a year. */
async function anArchive() {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-retention-'))
  const database = await openDatabase(join(folder, 'archive.sqlite'))
  onTestFinished(async () => {
    await database[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })
  const entries = Array.from({ length: 100 }, (_, day) => {
    const urlId = `u${String(day).padStart(32, '0')}`
    const data = {
      urlId,
      run: 1,
      url: `https://news.example/${day}`,
      stage: 'parse',
      reason: 'off-topic',
      detail: null,
    }
    const event = { type: 'url.stopped', data } as PipelineEvent
    const time = new Date(Date.UTC(2026, 0, 1 + day)).toISOString()
    const facts = { specversion: '1.0', source: 'stancewire', datacontenttype: 'application/json' } as const
    const cloud = { ...facts, ...event, id: pipelineEventId(event), subject: urlId, time, dataschema: 'x' }
    return { position: `${day + 1}-0`, event: { ...cloud, sequence: '0000000001' } }
  })
  await project(database, entries)
  const retention = (more: Partial<Parameters<typeof makeRetention>[0]> = {}) =>
    makeRetention({ database, audit: openAudit(database), keep, log, ...more })
  const runs = async () => (await readEvents(database, {}, { after: 0, limit: 1_000 })).length
  const minutes = async () => (await readCounters(database, { sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER })).length
  const noted = async () => (await findAudit(database, {}, { limit: 10 })).items
  return { database, retention, runs, minutes, noted }
}

it('removes what is older than so many days before the last event, and notes how much that was', async () => {
  const { retention, runs, minutes, noted } = await anArchive()
  await retention()(never)
  expect(await runs()).toBe(11)
  expect(await minutes()).toBe(21)
  expect(await noted()).toMatchObject([
    { who: 'archive', action: 'archive.retain', affected: 79, filter: { what: 'counters' } },
    {
      who: 'archive',
      action: 'archive.retain',
      affected: 89,
      filter: { what: 'runs', before: '2026-03-31T00:00:00.000Z' },
    },
  ])
  await retention()(never)
  expect(await noted(), 'nothing more').toHaveLength(2)
})

it('removes nothing for a clock that is ahead, and less for one that is behind', async () => {
  const { retention, runs } = await anArchive()
  await retention({ now: () => Date.UTC(2026, 1, 1) })(never)
  expect(await runs()).toBe(79)
  await retention({ now: () => Date.UTC(2040, 1, 1) })(never)
  expect(await runs()).toBe(11)
})

it('keeps everything where nothing is to go, and does nothing before the first event', async () => {
  const { retention, runs, minutes, database } = await anArchive()
  const forGood = { runsDays: null, countersDays: null, textsDays: null, articlesDays: null }
  await retention({ keep: forGood })(never)
  expect([await runs(), await minutes()]).toEqual([100, 100])
  await database.db.deleteFrom('event').execute()
  await retention()(never)
  expect(await minutes()).toBe(100)
})

it('ends early when it is told to stop', async () => {
  const { retention, runs } = await anArchive()
  const stopping = new AbortController()
  stopping.abort()
  await retention()(stopping.signal)
  expect(await runs()).toBe(100)
})
