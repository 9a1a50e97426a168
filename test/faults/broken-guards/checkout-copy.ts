import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const repository = join(import.meta.dirname, '..', '..', '..')

/** A copy of this checkout in which files may be broken. */
export type CheckoutCopy = AsyncDisposable & {
  readonly root: string
  /** Puts one text of a file in the place of another while work goes on; throws unless it stands there exactly once. */
  withChange<T>(change: { file: string; from: string; to: string }, work: () => Promise<T>): Promise<T>
}

/** Copies what git knows and what it does not ignore; installed packages and the Redis binary are those of this checkout. */
export async function copyCheckout(): Promise<CheckoutCopy> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'stancewire-guards-')))
  for (const file of await filesOf(repository)) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    // A file that was deleted and not committed yet is still listed.
    await cp(join(repository, file), join(root, file)).catch(() => {})
  }
  await linkInstalled(root)
  return {
    root,
    async withChange({ file, from, to }, work) {
      const path = join(root, file)
      const text = await readFile(path, 'utf8')
      const [before, after, ...others] = text.split(from)
      if (after === undefined || others.length > 0) throw new Error(`${file} does not say once: ${from}`)
      await writeFile(path, `${before}${to}${after}`)
      try {
        return await work()
      } finally {
        await writeFile(path, text)
      }
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const { stdout } = await promisify(execFile)('git', args, { cwd: folder, maxBuffer: 64 * 1_048_576 })
  return stdout.split('\0').filter((file) => file !== '')
}

async function linkInstalled(root: string): Promise<void> {
  const installed = join(repository, 'node_modules')
  const own = join(root, 'node_modules', '@stancewire')
  await mkdir(own, { recursive: true })
  for (const name of await readdir(installed)) {
    // What is written there, such as caches, is the copy's own.
    if (name === '@stancewire' || name.startsWith('.vite')) continue
    await symlink(join(installed, name), join(root, 'node_modules', name))
  }
  // Relative links lead to the copy's own rooms.
  for (const name of await readdir(join(installed, '@stancewire'))) {
    await symlink(await readlink(join(installed, '@stancewire', name)), join(own, name))
  }
  await mkdir(join(root, '.stancewire'))
  await symlink(join(repository, '.stancewire', 'redis-binary'), join(root, '.stancewire', 'redis-binary'))
}
