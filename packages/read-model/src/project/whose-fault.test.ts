import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { faultOf } from './whose-fault.ts'

const withCode = (code: string, more: object = {}) => Object.assign(new Error('of the database'), { code, ...more })

function thrown(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe('faultOf', () => {
  it.each(['22P02', '22001', '23502', '23505', '54000'])('is the entry where PostgreSQL says %s', (code) => {
    expect(faultOf(withCode(code))).toBe('entry')
  })

  it.each([18, 19, 20, 1299, 2067])('is the entry where SQLite says %i', (errcode) => {
    expect(faultOf(withCode('ERR_SQLITE_ERROR', { errcode }))).toBe('entry')
  })

  it.each(['08006', '08P01', '25006', '40001', '42P01', '53100', '53300', '57P01', '57P03', 'XX001'])(
    'is the database where PostgreSQL says %s',
    (code) => {
      expect(faultOf(withCode(code))).toBe('database')
    },
  )

  it.each([1, 5, 6, 8, 10, 11, 13, 14, 26, 261])('is the database where SQLite says %i', (errcode) => {
    expect(faultOf(withCode('ERR_SQLITE_ERROR', { errcode }))).toBe('database')
  })

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'what no version has said before',
  ])('is the database where a driver says without a code: %s', (message) => {
    expect(faultOf(new Error(message))).toBe('database')
  })

  it('is the database where there is no way to it', () => {
    expect(faultOf(withCode('ECONNRESET', { syscall: 'read', errno: -104 }))).toBe('database')
    expect(faultOf(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }))).toBe('database')
    expect(faultOf(withCode('ERR_INVALID_STATE'))).toBe('database')
  })

  it.each([
    ['a schema', () => z.string().parse(1)],
    ['JSON, whatever words are quoted', () => JSON.parse('connection terminated')],
    ['a missing member', () => (null as unknown as string).length],
    ['a length', () => new Array(-1)],
  ])('is unclear where code stumbles over %s', (_, act) => {
    expect(faultOf(thrown(act))).toBe('unclear')
  })

  it('is unclear where something is thrown that is no error', () => {
    expect(faultOf('gone')).toBe('unclear')
  })
})
