import { join } from 'node:path'
import { loadReader, type Read } from './row/readers.ts'

const sizes = [1_250_000, 2_500_000, 5_000_000] as const
const url = 'https://www.northlight.example/2024/05/01/crane'
/** A page of four times the size may cost so many times as much: linear work costs four, the square of it sixteen. */
const most = 8
/** Below this, in milliseconds of CPU, a single collection of garbage decides. */
const little = 150

/** What hostile pages cost at one, two and four times a size; tells of each, the dearest first, and gives whether none grows faster than it should. */
export async function measureGrowth(word: string): Promise<boolean> {
  // The pages are made for the package's own tests; its door keeps them to itself.
  const made = join(import.meta.dirname, '..', '..', '..', 'packages', 'extraction', 'test', 'hostile-pages.ts')
  const { hostilePages } = (await import(made)) as { hostilePages: ReadonlyMap<string, (size: number) => string> }
  // Loaded here alone: the memory of a process that measures memory counts for those it starts.
  const read = await loadReader('stancewire')
  const chosen = [...hostilePages].filter(([name]) => name.includes(word))
  const measured: { name: string; ms: number[] }[] = []
  for (const [name, makePage] of chosen) {
    const ms: number[] = []
    for (const size of sizes) ms.push(await cpuMs(read, makePage(size)))
    measured.push({ name, ms })
  }
  measured.sort((a, b) => (b.ms.at(-1) ?? 0) - (a.ms.at(-1) ?? 0))
  console.log(
    `\n${'CPU ms of hostile pages'.padEnd(56)} ${sizes.map((size) => `${size / 1e6} MB`.padStart(8)).join('')}`,
  )
  for (const { name, ms } of measured) {
    const figures = ms.map((one) => one.toFixed(0).padStart(8)).join('')
    console.log(`${name.padEnd(56)} ${figures}${isSteep(ms) ? `  ^ at most ${most} times the first` : ''}`)
  }
  return !measured.some(({ ms }) => isSteep(ms))
}

function isSteep([first = 0, , last = 0]: readonly number[]): boolean {
  return last > little && last > most * first
}

/** The better of two: what else happens only adds. */
async function cpuMs(read: Read, html: string): Promise<number> {
  const once = async () => {
    const before = process.cpuUsage()
    await read({ id: '', html, url })
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
  return Math.min(await once(), await once())
}
