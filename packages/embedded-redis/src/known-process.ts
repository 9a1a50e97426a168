import { readFile } from 'node:fs/promises'
import { runProgram } from './run-program.ts'

/** One particular process: its number together with a mark of when it started, since numbers are used again. */
export interface KnownProcess {
  pid: number
  startMark: string
}

/** The living process of that number, or null; a zombie counts as dead. */
export async function knownProcess(pid: number): Promise<KnownProcess | null> {
  const startMark = process.platform === 'linux' ? await linuxStartMark(pid) : await psStartMark(pid)
  return startMark === null ? null : { pid, startMark }
}

/** Whether exactly this process still runs. */
export async function isRunning(known: KnownProcess): Promise<boolean> {
  const found = await knownProcess(known.pid)
  return found !== null && found.startMark === known.startMark
}

async function linuxStartMark(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The program's name may hold spaces and brackets: fields are counted from its closing one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${fields[19]}`
  } catch {
    return null
  }
}

async function psStartMark(pid: number): Promise<string | null> {
  const run = await runProgram('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { env: {}, timeoutMs: 5_000 })
  const [stat = 'Z', ...started] = run.stdout.trim().split(/\s+/)
  return run.succeeded && !stat.startsWith('Z') ? started.join(' ') : null
}

/** Asks exactly this process to end, and after the patience is over ends it; resolves when it is gone. */
export async function endProcess(known: KnownProcess, patienceMs: number): Promise<void> {
  const killAt = Date.now() + patienceMs
  for (let signal: NodeJS.Signals = 'SIGTERM'; await isRunning(known); ) {
    sendSignal(known.pid, signal)
    while (Date.now() < killAt && (await isRunning(known))) await new Promise((resolve) => setTimeout(resolve, 30))
    if (signal === 'SIGKILL') await new Promise((resolve) => setTimeout(resolve, 30))
    signal = 'SIGKILL'
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the look and the signal.
  }
}
