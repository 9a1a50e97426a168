import { parseArgs } from 'node:util'

export type SoakOptions = {
  readonly minutes: number
  readonly seed: number
  readonly pagesPerSecond: number
  readonly help: boolean
}

export const soakHelp = `npm run soak -- [options]
  --minutes N   publish and break things for so long (30)
  --seed S      the same seed draws the same faults (the time of day)
  --rate N      pages a second (10)`

/** Reads the soak's options; throws with what is wrong. */
export function readOptions(args: readonly string[], nowMs: number): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(nowMs % 1_000_000) },
      rate: { type: 'string', default: '10' },
      help: { type: 'boolean', default: false },
    },
  })
  const [minutes, seed, pagesPerSecond] = [Number(values.minutes), Number(values.seed), Number(values.rate)]
  if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: expected a number above 0`)
  if (!Number.isInteger(seed)) throw new Error(`--seed ${values.seed}: expected a whole number`)
  if (!(pagesPerSecond > 0)) throw new Error(`--rate ${values.rate}: expected a number above 0`)
  return { minutes, seed, pagesPerSecond, help: values.help }
}
