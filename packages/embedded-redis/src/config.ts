import { delimiter } from 'node:path'

/** What the launcher may know of the machine it runs on. */
export interface Machine {
  platform: NodeJS.Platform
  isRoot: boolean
  /** Folders searched for programs, in order. */
  searchPath: string[]
  /** Environment handed to the package manager: proxies, home folder, locale. */
  env: Record<string, string | undefined>
}

/** The machine as this process sees it. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    searchPath: (process.env.PATH ?? '').split(delimiter).filter(Boolean),
    env: process.env,
  }
}
