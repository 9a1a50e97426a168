import { setTimeout as sleep } from 'node:timers/promises'

/** How long to wait between looks at what moves; a second by default. */
export type Pace = { readonly lookEveryMs?: number }

const looksMax = 4
export const usualPaceMs = 1_000

/** Runs move while one looks: gives only those suspects that stay suspect, at once and at each of a few further looks. */
export async function whatStays<Suspect, Found extends Suspect = Suspect>(
  suspects: readonly Suspect[],
  look: (left: readonly Suspect[]) => Promise<Found[]>,
  { lookEveryMs = usualPaceMs }: Pace,
): Promise<Found[]> {
  if (suspects.length === 0) return []
  let left = await look(suspects)
  for (let looks = 1; looks < looksMax && left.length > 0; looks++) {
    await sleep(lookEveryMs)
    left = await look(left)
  }
  return left
}

const chunkSize = 500

/** Looks at many in chunks, each in one go. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  look: (chunk: readonly Item[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let at = 0; at < items.length; at += chunkSize) results.push(...(await look(items.slice(at, at + chunkSize))))
  return results
}
