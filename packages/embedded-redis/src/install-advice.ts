import type { Machine } from './config.ts'
import { findProgram } from './run-program.ts'

const linuxCommands = [
  { manager: 'apt-get', command: 'apt-get update && apt-get install redis-server' },
  { manager: 'dnf', command: 'dnf install redis || dnf install valkey' },
  { manager: 'apk', command: 'apk add redis' },
  { manager: 'pacman', command: 'pacman -S valkey' },
  { manager: 'zypper', command: 'zypper install redis' },
]

/** One line that tells a person on this machine how to get a Redis. */
export async function installAdvice(machine: Machine): Promise<string> {
  const orElse = 'or set REDIS_URL to a Redis you already run.'
  if (machine.platform === 'darwin') return `Install one with: brew install redis, ${orElse}`
  if (machine.platform === 'win32') {
    return `Redis does not run on Windows itself: run \`wsl --install\`, start again inside it, ${orElse}`
  }
  for (const { manager, command } of linuxCommands) {
    if ((await findProgram(manager, machine.searchPath)) === null) continue
    return `Install one with: ${machine.isRoot ? command : `sudo sh -c '${command}'`}, ${orElse}`
  }
  return `Install redis-server or valkey-server from your system's packages, ${orElse}`
}
