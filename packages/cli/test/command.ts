import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'

const bin = join(import.meta.dirname, '..', 'bin', 'stancewire.mjs')

/** How a command ended. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

type Options = {
  readonly input?: string | Buffer
  readonly env?: Record<string, string | undefined>
  readonly cwd?: string
}

/** Starts `stancewire` as a process of its own, under nothing of this machine's settings. */
export function startCommand(args: readonly string[], { env: given = {}, cwd }: Omit<Options, 'input'> = {}) {
  const clean = Object.entries(env).filter(([name]) => !/^(?:STANCEWIRE_|REDIS_URL$|npm_|FORCE_COLOR$)/.test(name))
  return spawn(process.execPath, [bin, ...args], {
    env: { ...Object.fromEntries(clean), NO_COLOR: '1', ...given },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
}

/** Runs `stancewire` to its end. */
export async function runCommand(args: readonly string[], { input = '', ...options }: Options = {}): Promise<Ran> {
  const child = startCommand(args, options)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, out, err }
}

/** Runs a filter; each line that it wrote, read. */
export async function runFilter(
  args: readonly string[],
  lines: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  const input = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
  const { code, out, err } = await runCommand(args, { input })
  if (code !== 0) throw new Error(`exit code ${code}: ${err}`)
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

/** A folder of its own, with these files. */
export async function aFolder(files: Record<string, string> = {}): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'stancewire-cli-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A topic file that can be used. */
export const tramTopic = `id: tram-line
title: A tram line
proposition: The town should build a tram line to the harbour.
keywords:
  must:
    - [tram, tramway]
  any: [harbour, town]
action:
  enact: [build, lay]
  objects: [tram, tram line]
scope:
  in: [the tram line to the harbour]
  out: [other lines]
`
