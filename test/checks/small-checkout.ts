import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const repository = join(import.meta.dirname, '..', '..')

/** A folder with this repository's infra/ and whatever a test puts beside it; removed at the end of the test. */
export interface SmallCheckout extends AsyncDisposable {
  root: string
  put(path: string, text: string): Promise<void>
}

export async function smallCheckout(): Promise<SmallCheckout> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'stancewire-checkout-')))
  await cp(join(repository, 'infra'), join(root, 'infra'), { recursive: true })
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text, { mode: path.startsWith('bin/') ? 0o755 : 0o644 })
  }
  return { root, put, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Makes the checkout look installed: a lock file, and the Node of this run as the one that it brings. */
export async function pretendInstalled({ root, put }: SmallCheckout): Promise<void> {
  const lock = JSON.stringify({ packages: { 'node_modules/node': { version: '24.0.0' } } })
  await put('package-lock.json', lock)
  await put('node_modules/.package-lock.json', lock)
  await mkdir(join(root, 'node_modules', 'node', 'bin'), { recursive: true })
  await symlink(process.execPath, join(root, 'node_modules', 'node', 'bin', 'node'))
}

/** A started program with what it has said so far. */
export interface Started {
  child: ChildProcess
  said(): string
  /** Resolves once it has said this, or with what it said instead. */
  until(text: string): Promise<string>
  exitCode: Promise<number | null>
}

export function start(cwd: string, file: string, args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(file, args, { cwd, env: { PATH: '/usr/bin:/bin', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      said += chunk
    })
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  const until = async (text: string) => {
    for (const giveUpAt = Date.now() + 8_000; Date.now() < giveUpAt && !said.includes(text); ) await sleep(20)
    return said
  }
  return { child, said: () => said, until, exitCode }
}

/** Whether the process ends within the time; one that nobody has waited for yet counts as ended. */
export async function endsWithin(pid: number, timeMs: number): Promise<boolean> {
  for (const giveUpAt = Date.now() + timeMs; Date.now() < giveUpAt; await sleep(50)) {
    const look = start('/', '/bin/ps', ['-o', 'stat=', '-p', String(pid)])
    await look.exitCode
    if (look.said().trim() === '' || look.said().trim().startsWith('Z')) return true
  }
  return false
}
