import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Machine } from './config.ts'
import { findProgram, runProgram } from './run-program.ts'

/** A Redis or Valkey server that was seen to run on this machine. */
export interface RedisBinary {
  file: string
  version: string
  /** Value for LD_LIBRARY_PATH, for a server unpacked into a folder of ours. */
  libraryPath?: string
}

/** Why a way to a server leads nowhere. */
export interface Refusal {
  why: string
}

/** Tells a refusal from what was asked for. */
export function isRefusal<T extends object>(answer: T | Refusal): answer is Refusal {
  return 'why' in answer
}

const serverNames = ['redis-server', 'valkey-server']

/** Whether a version such as `7.0.15` is one that Stancewire's queues work on: 6.2 or newer. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 6 || (major === 6 && minor >= 2)
}

/** Runs the server once for its version, which also proves that its libraries are found. */
async function tryBinary(file: string, libraryPath?: string): Promise<RedisBinary | Refusal> {
  const env = libraryPath === undefined ? {} : { LD_LIBRARY_PATH: libraryPath }
  const run = await runProgram(file, ['--version'], { env, timeoutMs: 10_000 })
  if (!run.succeeded) return { why: `${file} does not run: ${run.complaint}` }
  const version = /\bv=(\d{1,4}\.\d{1,4}\.\d{1,6})/.exec(run.stdout)?.[1]
  if (version === undefined) return { why: `${file} does not say its version` }
  if (!isNewEnough(version)) return { why: `${file} is version ${version}, older than 6.2` }
  return { file, version, ...(libraryPath === undefined ? {} : { libraryPath }) }
}

/** The server that this machine has installed. */
export async function binaryOnPath(machine: Machine): Promise<RedisBinary | Refusal> {
  const reasons: string[] = []
  for (const name of serverNames) {
    const file = await findProgram(name, machine.searchPath)
    const answer = file === null ? { why: `no ${name} on the PATH` } : await tryBinary(file)
    if (!isRefusal(answer)) return answer
    reasons.push(answer.why)
  }
  return { why: reasons.join('; ') }
}

/** The server unpacked below `root`, a folder laid out like a system's own `/`. */
export async function binaryUnder(root: string): Promise<RedisBinary | Refusal> {
  const libraryPath = (await libraryFolders(root)).join(':')
  const reasons: string[] = []
  for (const name of serverNames) {
    const file = await findProgram(name, [join(root, 'usr', 'bin')])
    if (file === null) continue
    const answer = await tryBinary(file, libraryPath)
    if (!isRefusal(answer)) return answer
    reasons.push(answer.why)
  }
  return { why: reasons.join('; ') || `no server in ${root}` }
}

async function libraryFolders(root: string): Promise<string[]> {
  const bases = [join(root, 'usr', 'lib'), join(root, 'lib')]
  const nested = await Promise.all(
    bases.map(async (base) => {
      const names = await readdir(base).catch(() => [])
      return names.filter((name) => name.includes('-linux-')).map((name) => join(base, name))
    }),
  )
  return [...nested.flat(), ...bases]
}
