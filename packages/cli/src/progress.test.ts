import { setTimeout as sleep } from 'node:timers/promises'
import type { WriteStream } from 'node:tty'
import { expect, it } from 'vitest'
import { openProgress } from './progress.ts'

function terminal(isTTY: boolean) {
  const written: string[] = []
  const write = (text: string) => written.push(text) > 0
  return { written, stream: { isTTY, write } as unknown as WriteStream }
}

it('says nothing where no terminal is attached', async () => {
  const { written, stream } = terminal(false)
  const progress = openProgress('lines', 2, stream)
  await sleep(600)
  progress.step()
  progress.done()
  expect(written).toEqual([])
})

it('counts on a terminal, and wipes its line at the end', async () => {
  const { written, stream } = terminal(true)
  const progress = openProgress('accepted', 3, stream)
  progress.step()
  expect(written).toEqual([])
  await sleep(600)
  progress.step()
  expect(written.join('')).toContain('accepted: 2 of 3')
  progress.done()
  expect(written.at(-1)).toContain('\u001b[')
})
