import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Machine } from './config.ts'
import type { Refusal } from './redis-binary.ts'
import { findProgram, type ProgramRun, runProgram } from './run-program.ts'

interface Programs {
  get: string
  cache: string
  dpkg: string
  query: string
}

const timeoutMs = 180_000

/** The few questions and orders that fetching a package takes; never touches the system's own state. */
export class Apt {
  readonly #programs: Programs
  readonly #env: Machine['env']
  readonly #options: readonly string[]

  private constructor(programs: Programs, env: Machine['env'], options: readonly string[]) {
    this.#programs = programs
    this.#env = env
    this.#options = options
  }

  /** The machine's apt and dpkg, or null where they are missing. */
  static async find(machine: Machine): Promise<Apt | null> {
    const names = ['apt-get', 'apt-cache', 'dpkg', 'dpkg-query']
    const [get, cache, dpkg, query] = await Promise.all(names.map((name) => findProgram(name, machine.searchPath)))
    if (!get || !cache || !dpkg || !query) return null
    // Under root, apt downloads as the user `_apt`, who may not write into our folders.
    const sandbox = machine.isRoot ? ['-o', 'APT::Sandbox::User=root'] : []
    const options = [...sandbox, '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20']
    return new Apt({ get, cache, dpkg, query }, { ...machine.env, LC_ALL: 'C' }, options)
  }

  /** The same apt on freshly fetched package lists of its own in `folder`. */
  async withOwnLists(folder: string): Promise<Apt | Refusal> {
    await mkdir(join(folder, 'state', 'lists', 'partial'), { recursive: true })
    await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true })
    const settings = [
      `Dir::State=${join(folder, 'state')}`,
      `Dir::State::Lists=${join(folder, 'state', 'lists')}`,
      'Dir::State::status=/var/lib/dpkg/status',
      `Dir::Cache=${join(folder, 'cache')}`,
      'Debug::NoLocking=1',
      'Acquire::Languages=none',
    ]
    const options = [...this.#options, ...settings.flatMap((setting) => ['-o', setting])]
    const apt = new Apt(this.#programs, this.#env, options)
    const update = await apt.#run(this.#programs.get, [...options, 'update'])
    return update.succeeded ? apt : { why: `apt-get update failed: ${update.complaint}` }
  }

  /** The upstream part of the version that would be installed: `7.0.15` of `5:7.0.15-1`; null if there is none. */
  async candidateVersion(name: string): Promise<string | null> {
    const { stdout } = await this.#run(this.#programs.cache, [...this.#options, 'policy', name])
    return /^ {2}Candidate: (?:\d+:)?(\d[\d.]*)/m.exec(stdout)?.[1] ?? null
  }

  /** Names that these packages directly depend on, alternatives included. */
  async dependencies(names: readonly string[]): Promise<string[]> {
    const { stdout } = await this.#run(this.#programs.cache, [...this.#options, 'depends', '--important', ...names])
    return [...stdout.matchAll(/^ [ |](?:Pre)?Depends: ([a-z0-9][a-z0-9.+-]*)/gm)].map((match) => match[1] ?? '')
  }

  async installedPackages(): Promise<Set<string>> {
    const format = `\${db:Status-Status} \${Package}\\n`
    const { stdout } = await this.#run(this.#programs.query, ['-W', '-f', format])
    const lines = stdout.split('\n').filter((line) => line.startsWith('installed '))
    return new Set(lines.map((line) => line.slice('installed '.length)))
  }

  download(names: readonly string[], folder: string): Promise<ProgramRun> {
    return this.#run(this.#programs.get, [...this.#options, 'download', ...names], folder)
  }

  unpack(deb: string, root: string): Promise<ProgramRun> {
    return this.#run(this.#programs.dpkg, ['-x', deb, root])
  }

  #run(file: string, args: readonly string[], cwd?: string): Promise<ProgramRun> {
    return runProgram(file, args, { env: this.#env, timeoutMs, ...(cwd === undefined ? {} : { cwd }) })
  }
}
