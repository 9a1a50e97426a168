import { hostKey } from '@stancewire/url'
import type { Pausing } from '../pausing.ts'

/** A host is not asked, because it is paused. */
export class PausedHostError extends Error {
  override readonly name = 'PausedHostError'
}

/** Rejects with a {@link PausedHostError} where the host of an address is paused. */
export async function refusePausedHost(url: string, pausing: Pick<Pausing, 'of'>): Promise<void> {
  const [pause] = await pausing.of([{ kind: 'host', name: hostKey(url) }])
  if (pause) throw new PausedHostError(`${pause.name} is paused by ${pause.by} (${pause.reason})`)
}
