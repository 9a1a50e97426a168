import type { Config } from '@stancewire/config'
import { type MovingRun, movingRow } from '@stancewire/read-model'
import { openStores } from '@stancewire/storage'
import type { LineConnection } from './line-connection.ts'

/** What the line itself knows of a URL: its run on its way; `ended` where its last run is over; `undefined` where it had none. */
export type OnLine = (urlId: string) => Promise<MovingRun | 'ended' | undefined>

/** Opens the look at the line, which knows a run at once: the archive may hear of it a second later. */
export function openOnLine({ redis }: Pick<LineConnection, 'redis'>, config: Config): OnLine {
  const { runs } = openStores(redis, config)
  return async (urlId) => {
    const [run, found] = await Promise.all([runs.latest(urlId), runs.entry(urlId)])
    if (run === 0) return undefined
    if (found?.run !== run || (await runs.state({ urlId, run })).is !== 'running') return 'ended'
    return movingRow({ atMs: Date.parse(found.discoveredAt), found })
  }
}
