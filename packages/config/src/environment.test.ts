import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { environmentNames, readEnvironment } from './environment.ts'

const defaults = {
  STANCEWIRE_CONFIG: 'stancewire.yaml',
  STANCEWIRE_DATA: '.stancewire',
  STANCEWIRE_PREFIX: '{stancewire}',
  STANCEWIRE_LOG_LEVEL: 'info',
  STANCEWIRE_MODE: 'development',
}

describe('readEnvironment', () => {
  it('needs nothing', () => {
    expect(readEnvironment({})).toEqual(defaults)
  })

  it('takes an empty variable as none, and leaves the rest of the environment alone', () => {
    expect(readEnvironment({ REDIS_URL: '', STANCEWIRE_MODE: '', PATH: '/bin' })).toEqual(defaults)
  })

  it('names every fault at once, with what was found and what is expected', () => {
    const wrong = {
      REDIS_URL: 'http://x',
      STANCEWIRE_PREFIX: 'news',
      STANCEWIRE_LOG_LEVEL: 'loud',
      STANCEWIRE_MODE: 'x',
    }
    const caught = catchError(() => readEnvironment(wrong))
    expect(caught.faults).toEqual([
      'environment variable REDIS_URL: found something else (not shown: it may hold a password), expected an address like redis://127.0.0.1:6379',
      'environment variable STANCEWIRE_PREFIX: found "news", expected a name in braces, like {stancewire}',
      'environment variable STANCEWIRE_LOG_LEVEL: found "loud", expected one of debug, info, warn, error, silent',
      'environment variable STANCEWIRE_MODE: found "x", expected one of development, production',
    ])
    expect(caught.message.split('\n')).toHaveLength(4)
  })

  it.each(['{}', '{a:b}', '{a}{b}', '{a b}', `{${'a'.repeat(61)}}`])('refuses the key prefix %j', (prefix) => {
    expect(() => readEnvironment({ STANCEWIRE_PREFIX: prefix })).toThrow(ConfigError)
  })
})

describe('.env.example', () => {
  const lines = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8').split('\n')
  const entries = lines.flatMap((line) => {
    const [, name, value] = /^(?:# )?([A-Z_]+)=(.*)$/.exec(line) ?? []
    return name === undefined ? [] : [[name, value ?? ''] as const]
  })

  it('has every variable that is read, once, and no other', () => {
    expect(entries.map(([name]) => name)).toEqual(environmentNames)
  })

  it('sets what holds without it, and a Redis and a database only as examples', () => {
    const given = Object.fromEntries(entries)
    const { REDIS_URL, DATABASE_URL } = given
    expect(lines).not.toContain(`REDIS_URL=${REDIS_URL}`)
    expect(lines).not.toContain(`DATABASE_URL=${DATABASE_URL}`)
    expect(readEnvironment(given)).toEqual({ ...defaults, REDIS_URL, DATABASE_URL })
  })
})

function catchError(work: () => unknown): ConfigError {
  try {
    work()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
