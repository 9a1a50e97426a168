import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { onParentGone } from './leash.mjs'

/** One press of Ctrl-C arrives up to three times: from the terminal, from npm and from a parent of ours. */
const samePressMs = 700
const canGroup = process.platform !== 'win32'

/**
 * Runs a program in a process group of its own and answers how it ended. SIGINT, SIGTERM and SIGHUP are passed on to
 * it once, and so is a SIGTERM if the process above this one is gone; it then has `patienceMs` to finish, a second
 * signal ends its whole group at once. Whatever it leaves running in its group is ended with it. A program told
 * `hasChannel` notices by the channel's closing if this process is killed (see leash.mjs).
 */
export function runSupervised(file, args, options = {}) {
  const { patienceMs = 15_000, hasChannel = true, env = process.env, cwd, output } = options
  const inOut = output === undefined ? 'inherit' : 'pipe'
  const stdio = [output === undefined ? 'inherit' : 'ignore', inOut, inOut, ...(hasChannel ? ['ipc'] : [])]
  const child = spawn(file, args, { stdio, env, cwd, detached: canGroup })
  child.stdout?.on('data', output)
  child.stderr?.on('data', output)

  let askedAt
  const ask = (signal) => {
    const now = Date.now()
    if (askedAt !== undefined) return now - askedAt > samePressMs ? endGroup(child) : undefined
    askedAt = now
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    setTimeout(() => endGroup(child), patienceMs).unref()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, ask)

  const stopWatch = onParentGone(() => ask('SIGTERM'))

  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => endGroup(child))
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  }).finally(() => {
    stopWatch()
    for (const signal of signals) process.removeListener(signal, ask)
  })
  return { ended, wasAsked: () => askedAt !== undefined }
}

function endGroup(child) {
  if (child.pid === undefined) return
  try {
    process.kill(canGroup ? -child.pid : child.pid, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
