import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { endProcess, isRunning, knownProcess } from './known-process.ts'

it('knows a process from a later one with the same number', async () => {
  const me = await knownProcess(process.pid)
  expect(me).not.toBeNull()
  expect(await isRunning({ pid: process.pid, startMark: 'another start' })).toBe(false)
  expect(await isRunning({ pid: process.pid, startMark: me?.startMark ?? '' })).toBe(true)
})

it('ends only the very process it knows', async () => {
  const child = spawn('/bin/sleep', ['30'])
  const known = await knownProcess(child.pid ?? 0)
  await endProcess({ pid: child.pid ?? 0, startMark: 'another start' }, 0)
  expect(known !== null && (await isRunning(known))).toBe(true)
  if (known !== null) await endProcess(known, 0)
  expect(known !== null && (await isRunning(known))).toBe(false)
})

it('kills one that does not listen', async () => {
  const child = spawn('/bin/sh', ['-c', 'trap "" TERM; echo up; while :; do sleep 1; done'])
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  const known = await knownProcess(child.pid ?? 0)
  if (known !== null) await endProcess(known, 200)
  expect(await knownProcess(child.pid ?? 0)).toBeNull()
  expect((await exit)[1]).toBe('SIGKILL')
})
