import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UsageError } from './usage-error.ts'

/** Where an export goes. */
export type Sink = {
  write(text: string): Promise<void>
  /** All of it is there: only now does a file stand under its name. */
  done(): Promise<void>
  /** It was given up: of a file, nothing stays. */
  giveUp(): Promise<void>
}

/** A file could not be written to its end: no room is left, for example. */
export class WriteFailedError extends Error {
  override readonly name = 'WriteFailedError'
}

/** Standard output, no faster than it is read; or a file, written beside its name and put there once it is whole. Throws {@link UsageError} where that cannot be. */
export async function openSink(out: string | undefined): Promise<Sink> {
  return out === undefined ? standardOutput() : await fileSink(await targetOf(out))
}

function standardOutput(): Sink {
  return {
    async write(text) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    },
    done: async () => {},
    giveUp: async () => {},
  }
}

async function fileSink(target: string): Promise<Sink> {
  const part = `${target}.${randomBytes(4).toString('hex')}.part`
  const file = await openNew(part, target)
  return {
    write: (text) => told(target, () => file.writeFile(text)),
    done: () =>
      told(target, async () => {
        await file.sync()
        await file.close()
        await rename(part, target)
      }),
    async giveUp() {
      await file.close().catch(() => {})
      await rm(part, { force: true })
    },
  }
}

async function told(target: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new WriteFailedError(`${target} could not be written: ${(error as Error).message}`, { cause: error })
  }
}

async function openNew(part: string, target: string): Promise<FileHandle> {
  try {
    return await open(part, 'wx')
  } catch (error) {
    throw new UsageError(`${target} cannot be written: ${(error as Error).message}`, { cause: error })
  }
}

/** The file itself where a link names it: the link stays. What is no file (a device, a pipe, a folder) would be replaced by one. */
async function targetOf(out: string): Promise<string> {
  const path = resolve(out)
  const found = await stat(path).catch(() => undefined)
  if (!found) return path
  if (found.isFile()) return await realpath(path)
  const what = found.isDirectory() ? 'a folder' : 'no plain file'
  throw new UsageError(`${path} is ${what}: name a file in ${dirname(path)}, or leave --out away for standard output`)
}
