import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'
import { loadConfig, machinePart } from './load-config.ts'
import { defaultLimits } from './settings.ts'

const topic = `
id: tram-line
title: The tram line
proposition: The town should build a tram line to the harbour
keywords: { must: [[tram]] }
`
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stancewire-config-'))
  writeFileSync(join(folder, 'tram.yaml'), topic)
})
afterAll(() => rmSync(folder, { recursive: true }))

function load(settings: string, variables: Record<string, string> = {}) {
  writeFileSync(join(folder, 'stancewire.yaml'), settings)
  return loadConfig(readEnvironment({ STANCEWIRE_CONFIG: join(folder, 'stancewire.yaml'), ...variables }))
}

describe('loadConfig', () => {
  it('finds topic files beside the settings, and fills in the defaults', () => {
    const config = load('topics: [tram.yaml]')
    expect(config.topics.map(({ id }) => id)).toEqual(['tram-line'])
    expect(config.sources).toEqual([])
    expect(config.limits).toEqual(defaultLimits)
    expect(config.redisUrl).toBeUndefined()
    expect(config.monitorPort).toBe(4_404)
  })

  it('keeps the other defaults of a section of which one value is set', () => {
    const { limits } = load(
      'topics: [tram.yaml]\nlimits:\n  fetch:\n    hostDelayMs: 0\n  concurrency:\n    parse: 1\n',
    )
    expect(limits.fetch).toEqual({ ...defaultLimits.fetch, hostDelayMs: 0 })
    expect(limits.concurrency).toEqual({ ...defaultLimits.concurrency, parse: 1 })
  })

  it('names a topic file that is not there', () => {
    expect(() => load('topics: [tram.yaml, bus.yaml]')).toThrow(/bus\.yaml: cannot be read: no such file$/)
  })

  it('names the line of a mistake in a topic file', () => {
    writeFileSync(join(folder, 'bad.yaml'), `${topic}colour: green\n`)
    expect(() => load('topics: [bad.yaml]')).toThrow(/bad\.yaml:6: colour: found "green", expected no such key$/)
  })

  it('refuses two topic files with one id', () => {
    writeFileSync(join(folder, 'again.yaml'), topic)
    expect(() => load('topics: [tram.yaml, again.yaml]')).toThrow(/two files have the id tram-line/)
  })

  it('names a settings file that is not there', () => {
    const environment = readEnvironment({ STANCEWIRE_CONFIG: join(folder, 'none.yaml') })
    expect(() => loadConfig(environment)).toThrow(/none\.yaml: cannot be read: no such file/)
  })
})

describe('machinePart', () => {
  it('makes paths absolute and reads no file', () => {
    const part = machinePart(readEnvironment({ STANCEWIRE_CONFIG: '/none.yaml', STANCEWIRE_DATA: 'kept' }))
    expect(part.bodiesDir).toBe(join(process.cwd(), 'kept', 'bodies'))
    expect(part.isProduction).toBe(false)
  })
})

describe('the default limits', () => {
  it('give one try of a fetch time to end before its queue gives it up', () => {
    expect(defaultLimits.fetch.totalTimeoutMs).toBeLessThan(60_000)
  })

  it('name the fetcher, and let it into no private network', () => {
    expect(defaultLimits.fetch.userAgent).toContain('Stancewire')
    expect(defaultLimits.fetch.allowPrivate).toBe('none')
  })
})

describe('what the archive keeps', () => {
  it('is bounded in days where nothing is said for runs and counters, and in nothing for articles and their texts', () => {
    const keep = { runsDays: 180, countersDays: 400, textsDays: null, articlesDays: null }
    expect(load('topics: [tram.yaml]').archive.keep).toEqual(keep)
    expect(load('topics: [tram.yaml]\narchive: { keep: { runsDays: null, textsDays: 30 } }').archive.keep).toEqual({
      ...{ ...keep, runsDays: null, textsDays: 30 },
    })
  })

  it('is for ever where that is said as null, and a fault says so', () => {
    for (const days of ['never', '0', '99999'])
      expect(() => load(`topics: [tram.yaml]\narchive: { keep: { textsDays: ${days} } }`)).toThrow(
        /:2: archive\.keep\.textsDays: found .*, expected a number of days from 1 to 36500, or null: for ever$/,
      )
  })

  it('is not less for runs than failed jobs are kept', () => {
    expect(() => load('topics: [tram.yaml]\narchive: { keep: { runsDays: 20 } }')).toThrow(
      /:2: archive\.keep\.runsDays: found 20, expected more days than limits\.failedKeptDays/,
    )
  })
})
