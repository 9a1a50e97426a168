import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Apt } from './apt.ts'
import type { Machine } from './config.ts'
import { binaryUnder, isNewEnough, isRefusal, type RedisBinary, type Refusal } from './redis-binary.ts'

interface DownloadOptions {
  /** Folder that keeps unpacked servers, one subfolder each. */
  cacheDir: string
  machine: Machine
  say: (line: string) => void
}

const serverPackages = ['redis-server', 'valkey-server']
const partOfServer = /^(?:redis-tools|valkey-tools|lib|lua)/
const maxPackages = 20

/** The server that an earlier run unpacked into the cache folder. */
export async function binaryInCache(cacheDir: string): Promise<RedisBinary | Refusal> {
  const names = await readdir(cacheDir).catch(() => [])
  const reasons: string[] = []
  for (const name of names.filter((entry) => !entry.startsWith('.')).sort()) {
    const answer = await binaryUnder(join(cacheDir, name))
    if (!isRefusal(answer)) return answer
    reasons.push(answer.why)
  }
  return { why: reasons.join('; ') || `nothing kept in ${cacheDir}` }
}

/**
 * Fetches the distribution's own Redis packages and unpacks them into the cache folder. Needs no root and installs
 * nothing; where the system has no usable package lists, private ones are fetched and thrown away.
 */
export async function downloadFromDebian(options: DownloadOptions): Promise<RedisBinary | Refusal> {
  const { cacheDir, machine, say } = options
  const apt = await Apt.find(machine)
  if (apt === null) return { why: 'no apt-get and dpkg on the PATH to fetch it with' }
  say(`Redis is not installed: fetching this system's own package into ${cacheDir} (nothing is installed)`)
  await mkdir(cacheDir, { recursive: true })
  const work = await mkdtemp(join(cacheDir, '.new-'))
  try {
    const first = await unpackServer(apt, work)
    if (!isRefusal(first)) return await keep(first, cacheDir, work)
    say('The package lists of this system do not do: fetching private ones first')
    const lists = await apt.withOwnLists(join(work, 'apt'))
    if (isRefusal(lists)) return lists
    const second = await unpackServer(lists, work)
    return isRefusal(second) ? second : await keep(second, cacheDir, work)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Moves the unpacked tree to its lasting name in one step, so that a half-written one is never found there. */
async function keep(binary: RedisBinary, cacheDir: string, work: string): Promise<RedisBinary | Refusal> {
  const kept = join(cacheDir, `${binary.version}${work.slice(work.lastIndexOf('-'))}`)
  await rename(join(work, 'root'), kept)
  return binaryUnder(kept)
}

async function unpackServer(apt: Apt, work: string): Promise<RedisBinary | Refusal> {
  const server = await newestServer(apt)
  if (isRefusal(server)) return server
  const debs = join(work, 'debs')
  await rm(debs, { recursive: true, force: true })
  await mkdir(debs)
  const fetched = await apt.download(await withLibraries(apt, server.name), debs)
  if (!fetched.succeeded) return { why: `apt-get download failed: ${fetched.complaint}` }
  for (const deb of await readdir(debs)) {
    const unpacked = await apt.unpack(join(debs, deb), join(work, 'root'))
    if (!unpacked.succeeded) return { why: `dpkg could not unpack ${deb}: ${unpacked.complaint}` }
  }
  return binaryUnder(join(work, 'root'))
}

async function newestServer(apt: Apt): Promise<{ name: string } | Refusal> {
  for (const name of serverPackages) {
    const version = await apt.candidateVersion(name)
    if (version !== null && isNewEnough(version)) return { name }
  }
  return { why: `the package lists offer none of ${serverPackages.join(', ')} from 6.2 on` }
}

/** The server's package with every library it stands on that this system lacks. */
async function withLibraries(apt: Apt, server: string): Promise<string[]> {
  const installed = await apt.installedPackages()
  const wanted = new Set([server])
  let added = [server]
  while (added.length > 0 && wanted.size < maxPackages) {
    const needed = await apt.dependencies(added)
    added = needed.filter((name) => partOfServer.test(name) && !installed.has(name) && !wanted.has(name))
    for (const name of added) wanted.add(name)
  }
  return [...wanted]
}
