import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test/owner-process.ts'
import type { Machine } from './config.ts'
import { RedisNotFoundError } from './errors.ts'
import { obtainRedis } from './obtain-redis.ts'

function machineWith(searchPath: string[], platform: NodeJS.Platform = 'linux'): Machine {
  return { platform, isRoot: false, searchPath, env: { PATH: '/usr/bin:/bin' } }
}

async function program(folder: string, name: string, script: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
  await chmod(join(folder, name), 0o755)
}

/** An apt whose system lists know nothing; only after `update` does it offer a server with one missing library. */
async function programsOfDebian(folder: string, server: string): Promise<void> {
  await program(
    folder,
    'apt-cache',
    `case "$*" in
      *Dir::State=*policy*) printf 'redis-server:\\n  Installed: (none)\\n  Candidate: 5:7.0.15-1~deb12\\n' ;;
      *policy*) printf 'N: Unable to locate package\\n' ;;
      *depends*redis-server) printf 'redis-server\\n  Depends: lsb-base\\n  Depends: libc6\\n |Depends: libwanted1\\n' ;;
    esac`,
  )
  await program(
    folder,
    'apt-get',
    `case "$*" in
      *update) exit 0 ;;
      *"download redis-server libwanted1") touch redis-server.deb libwanted1.deb ;;
      *) echo "E: unexpected: $*" >&2; exit 100 ;;
    esac`,
  )
  await program(folder, 'dpkg-query', `printf 'installed libc6\\nconfig-files libwanted1\\n'`)
  await program(
    folder,
    'dpkg',
    `mkdir -p "$3/usr/bin" && printf '#!/bin/sh\\n${server}\\n' > "$3/usr/bin/redis-server" && chmod +x "$3/usr/bin/redis-server"`,
  )
}

const saysVersion = (version: string) => `echo "Redis server v=${version} sha=00000000:0 bits=64"`

it('takes the server on the PATH first', async () => {
  await using folder = await temporaryFolder()
  await program(folder.path, 'redis-server', saysVersion('7.2.4'))
  const binary = await obtainRedis({ cacheDir: folder.path, machine: machineWith([folder.path]), say: () => {} })
  expect(binary).toEqual({ file: join(folder.path, 'redis-server'), version: '7.2.4' })
})

it('takes Valkey where Redis is too old', async () => {
  await using folder = await temporaryFolder()
  await program(folder.path, 'redis-server', saysVersion('6.0.16'))
  await program(folder.path, 'valkey-server', 'echo "Valkey server v=8.0.1 sha=00000000:0"')
  const binary = await obtainRedis({ cacheDir: folder.path, machine: machineWith([folder.path]), say: () => {} })
  expect(binary.file).toBe(join(folder.path, 'valkey-server'))
})

it('takes the kept server before it fetches one', async () => {
  await using folder = await temporaryFolder()
  await program(join(folder.path, 'kept', '7.0.15-x', 'usr', 'bin'), 'redis-server', saysVersion('7.0.15'))
  const machine = machineWith([join(folder.path, 'bin')])
  const binary = await obtainRedis({ cacheDir: join(folder.path, 'kept'), machine, say: () => {} })
  expect(binary.version).toBe('7.0.15')
  expect(binary.libraryPath).toContain(join(folder.path, 'kept'))
})

it('fetches the distribution package with its missing libraries, over private lists if need be, and keeps it', async () => {
  await using folder = await temporaryFolder()
  const cacheDir = join(folder.path, 'kept')
  await programsOfDebian(join(folder.path, 'bin'), 'echo v=7.0.15')
  const said: string[] = []
  const machine = machineWith([join(folder.path, 'bin')])
  const binary = await obtainRedis({ cacheDir, machine, say: (line) => said.push(line) })
  expect(binary.file).toMatch(/kept\/7\.0\.15-\w+\/usr\/bin\/redis-server$/)
  expect(said.join('\n')).toContain(`fetching this system's own package into ${cacheDir}`)
  expect((await readdir(cacheDir)).filter((name) => name.startsWith('.'))).toEqual([])
  const again = await obtainRedis({ cacheDir, machine: machineWith([]), say: () => {} })
  expect(again.file).toBe(binary.file)
})

it('leaves nothing of a fetch that failed', async () => {
  await using folder = await temporaryFolder()
  const cacheDir = join(folder.path, 'kept')
  await programsOfDebian(join(folder.path, 'bin'), 'echo cannot run; exit 127')
  const machine = machineWith([join(folder.path, 'bin')])
  await expect(obtainRedis({ cacheDir, machine, say: () => {} })).rejects.toThrow(RedisNotFoundError)
  expect(await readdir(cacheDir)).toEqual([])
})

it('says what was tried and the command that helps when there is no way', async () => {
  await using folder = await temporaryFolder()
  const cacheDir = join(folder.path, 'kept')
  const bare = obtainRedis({ cacheDir, machine: machineWith([]), say: () => {} })
  await expect(bare).rejects.toThrow(RedisNotFoundError)
  await expect(bare).rejects.toThrow('no redis-server on the PATH; no valkey-server on the PATH')
  await expect(bare).rejects.toThrow(`nothing kept in ${cacheDir}`)
  await expect(bare).rejects.toThrow('no apt-get and dpkg')
  await expect(bare).rejects.toThrow('set REDIS_URL')
})

it.each([
  { platform: 'darwin', manager: 'brew', advice: 'brew install redis' },
  { platform: 'win32', manager: 'winget', advice: 'wsl --install' },
  { platform: 'linux', manager: 'apk', advice: 'apk add redis' },
  { platform: 'linux', manager: 'dnf', advice: 'dnf install redis' },
  { platform: 'linux', manager: 'apt-get', advice: 'apt-get install redis-server' },
] as const)('names the command of $manager on $platform', async ({ platform, manager, advice }) => {
  await using folder = await temporaryFolder()
  await program(folder.path, manager, 'exit 1')
  const machine = machineWith([folder.path], platform)
  await expect(obtainRedis({ cacheDir: join(folder.path, 'kept'), machine, say: () => {} })).rejects.toThrow(advice)
})
