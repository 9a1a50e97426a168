import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RedisInUseError } from './errors.ts'
import { endProcess, isRunning, type KnownProcess, knownProcess } from './known-process.ts'

interface ClaimRecord {
  owner: KnownProcess
  /** The Redis that the owner started, once there is one. */
  redis?: KnownProcess
}

/** The sole right to run a Redis in a folder, held by one process for as long as it lives. */
export interface FolderClaim {
  /** Puts the Redis on record, so that whoever comes after a crash can end it. */
  record(redis: KnownProcess): Promise<void>
  release(): Promise<void>
}

const stopPatienceMs = 6_000

/**
 * Claims the folder for this process. A claim whose owner is gone is taken over, and the Redis it may have left is
 * ended first; a living owner means RedisInUseError.
 */
export async function claimFolder(dir: string): Promise<FolderClaim> {
  const file = join(dir, 'redis.lock')
  const owner = await knownProcess(process.pid)
  if (owner === null) throw new Error('this process cannot be found in the process table')
  while (!(await writeIfAbsent(file, { owner }))) {
    const held = await readRecord(file)
    if (held !== null && (await isRunning(held.owner))) throw new RedisInUseError(dir, held.owner.pid)
    if (held?.redis) await endProcess(held.redis, stopPatienceMs)
    await removeIfSame(file, held)
  }
  return {
    record: (redis) => replace(file, { owner, redis }),
    release: () => rm(file, { force: true }),
  }
}

/** A link is made with its content already in place, or not at all. */
async function writeIfAbsent(file: string, record: ClaimRecord): Promise<boolean> {
  const draft = draftOf(file)
  await writeFile(draft, JSON.stringify(record))
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Moves the claim aside before it is deleted: if another process was quicker and this is its new one, it goes back. */
async function removeIfSame(file: string, expected: ClaimRecord | null): Promise<void> {
  const aside = draftOf(file)
  try {
    await rename(file, aside)
  } catch {
    return
  }
  const moved = await readRecord(aside)
  if (JSON.stringify(moved) !== JSON.stringify(expected)) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

async function replace(file: string, record: ClaimRecord): Promise<void> {
  const draft = draftOf(file)
  await writeFile(draft, JSON.stringify(record))
  await rename(draft, file)
}

let drafts = 0

function draftOf(file: string): string {
  drafts += 1
  return `${file}.${process.pid}.${drafts}`
}

async function readRecord(file: string): Promise<ClaimRecord | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}
