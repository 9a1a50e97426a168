import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

type Known = { readonly parent: number; readonly name: string }

const shells = /^-?(?:sh|dash|bash|zsh|ash|busybox)$/

/** Whom this process depends on: its parent, and under npm also the parent of the shell that npm puts in between, which outlives npm. */
export function ancestors({ isUnderNpm }: { isUnderNpm: boolean }): string {
  const parent = String(process.ppid)
  const known = isUnderNpm ? lookUp(process.ppid) : undefined
  return known && shells.test(known.name) ? `${parent} ${known.parent}` : parent
}

function lookUp(pid: number): Known | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

function fromProc(pid: number): Known | undefined {
  // The name may hold spaces and brackets itself.
  const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  return name === undefined ? undefined : { name, parent: Number(parent) }
}

function fromPs(pid: number): Known | undefined {
  const said = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8', timeout: 2_000 })
  const [, parent, path = ''] = /^\s*(\d+)\s+(\S+)/.exec(said) ?? []
  return parent === undefined ? undefined : { name: path.split('/').at(-1) ?? '', parent: Number(parent) }
}
