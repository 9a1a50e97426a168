import { heapOptions } from '@stancewire/runtime'
import { openRow, type Row } from './open-row.ts'
import type { Pass } from './row/questions.ts'
import type { ReaderName } from './row/readers.ts'

export type Measured = ReadonlyMap<ReaderName, readonly Pass[]>

type Plan = {
  readonly folder: string
  readonly names: readonly ReaderName[]
  readonly rounds: number
  /** In how many rounds a reader takes part. */
  readonly roundsOf: (name: ReaderName) => number
}

/** Has each reader read all pages once for warmth, and then in turns, one at a time. One that cannot be started is told of and left out. */
export async function measureRows({ folder, names, rounds, roundsOf }: Plan): Promise<Measured> {
  await using open = new AsyncDisposableStack()
  const rows: Row[] = []
  for (const name of names) {
    const row = await openRow(name, folder).catch((error: Error) => console.log(`left out: ${error.message}`))
    if (row) rows.push(open.use(row))
  }
  const measured = new Map<ReaderName, Pass[]>()
  for (const row of rows) await row.pass()
  for (let round = 0; round < rounds; round++) {
    for (const row of rows.filter(({ name }) => round < roundsOf(name)))
      measured.set(row.name, [...(measured.get(row.name) ?? []), await row.pass()])
  }
  return measured
}

/** What a reader takes at its highest when its heap is bounded as that of a service is: left alone, V8 lets garbage lie as long as the machine has room. */
export async function highestAsServiceMb(name: ReaderName, folder: string, passes: number): Promise<number> {
  await using row = await openRow(name, folder, heapOptions({}))
  let highest = 0
  for (let pass = 0; pass < passes; pass++) highest = (await row.pass()).highestMb
  return highest
}
