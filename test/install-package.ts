import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const looksMax = 150
const lookAgainMs = 2_000

/**
 * Installs a package of this system, as root on Debian, and says so before; does nothing elsewhere. Rejects where it cannot be had. Whoever
 * else has the package manager in hand is waited for: databases and browsers are looked for at the same time.
 */
export async function installPackage(name: string, say: (line: string) => void): Promise<void> {
  if (process.getuid?.() !== 0 || !(await hasApt())) return
  say(`${name} is not installed: installing the package of this system`)
  const install = () => apt('install', '-y', '--no-install-recommends', name)
  await install().catch(async () => {
    await apt('update')
    await install()
  })
}

async function apt(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  for (let look = 1; ; look++) {
    try {
      await run('apt-get', args, { env, maxBuffer: 64 * 1024 * 1024 })
      return
    } catch (error) {
      const isHeld = /Could not get lock|Unable to (?:acquire|lock)/.test(String((error as { stderr?: string }).stderr))
      if (!isHeld || look === looksMax) throw error
      await sleep(lookAgainMs)
    }
  }
}

function hasApt(): Promise<boolean> {
  return access('/usr/bin/apt-get').then(
    () => true,
    () => false,
  )
}
