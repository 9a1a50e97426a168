import { UnrecoverableError } from 'bullmq'
import { describe, expect, it } from 'vitest'
import { errorOf } from './failed-run.ts'
import { fail, PermanentError } from './outcome.ts'

const failed = (thrown: unknown) => {
  try {
    return fail(thrown)
  } catch (error) {
    return error as Error
  }
}
/** The class that is kept of it: BullMQ keeps message and stack alone. */
const classOf = (thrown: unknown) => {
  const { message, stack = '' } = failed(thrown)
  return errorOf({ failedReason: message, stacktrace: [stack] }).name
}
const coded = (error: Error, code: string) => Object.assign(error, { code })

class SocketError extends Error {
  override readonly name = 'SocketError'
}

describe('what was thrown', () => {
  it.each([
    [coded(new Error('getaddrinfo ENOTFOUND news.example'), 'ENOTFOUND'), 'ENOTFOUND'],
    [coded(new AggregateError([]), 'ECONNREFUSED'), 'ECONNREFUSED'],
    [coded(new SocketError('other side closed'), 'UND_ERR_SOCKET'), 'UND_ERR_SOCKET'],
    [coded(new Error('certificate has expired'), 'CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
    [coded(new TypeError('Invalid URL'), 'ERR_INVALID_URL'), 'TypeError'],
    [coded(new Error('odd'), 'not a code: at all'), 'Error'],
    [coded(new RangeError('odd'), 7 as never), 'RangeError'],
    [new Error('plain'), 'Error'],
    ['a word', 'Error'],
  ])('is known by the code of the system, where it has one: %s', (thrown, name) => {
    expect(classOf(thrown)).toBe(name)
  })

  it('keeps its message and where it was thrown', () => {
    const thrown = coded(new Error('getaddrinfo ENOTFOUND Error.example'), 'ENOTFOUND')
    const { stack = '', message } = failed(thrown)
    expect(message).toBe('getaddrinfo ENOTFOUND Error.example')
    expect(stack.split('\n')[0]).toBe('ENOTFOUND: getaddrinfo ENOTFOUND Error.example')
    expect(stack).toContain('outcome.test.ts')
  })

  it('is tried no more where no try would mend it', () => {
    expect(failed(new PermanentError('gone'))).toBeInstanceOf(UnrecoverableError)
    expect(classOf(new PermanentError('gone'))).toBe('PermanentError')
  })
})
