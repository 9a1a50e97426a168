import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { examples, hasProgram } from '../faults/outsider.ts'

const hasPython = hasProgram('python3')
if (!hasPython) console.log('python3 is not there: docs/examples/consumer.py is not run')

/** The example as somebody runs it; `untilSaid` waits until it has told something. */
async function aConsumer(base: string) {
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-consumer-'))
  const child = spawn('python3', [join(examples, 'consumer.py'), base, join(folder, 'events.sqlite')])
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, said }))
  return { child, end }
}

describe.runIf(hasPython)('docs/examples/consumer.py', () => {
  it.each(['127.0.0.1:4405', 'api', 'file:///srv', 'http://', 'http://a:b', ''])(
    'ends with 2 and a sentence where the base is no address: "%s"',
    async (base) => {
      const { end } = await aConsumer(base)
      expect(await end).toEqual({
        code: 2,
        said: `${base} is no address of an API: it is like http://127.0.0.1:4405\n`,
      })
    },
  )

  it('ends at Ctrl-C without a traceback', async () => {
    const { child, end } = await aConsumer('http://127.0.0.1:1')
    await once(child.stderr, 'data')
    child.kill('SIGINT')
    expect(await end).toEqual({ code: 130, said: expect.stringMatching(/^(?:away: .*refused.*(?:\n|$))+$/) })
  })
})
