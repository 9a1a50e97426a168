import { address } from '../address/address.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'

/** Says on each page what cannot be known or done while Redis is away, and what to do; the line's own page says it first of all. */
export function RedisAway() {
  const { connection, sample } = useStore(live)
  const { path } = useStore(address)
  if (connection !== 'live' || sample?.redis !== 'away' || path === '/') return null
  return (
    <div class="banner" role="alert">
      <strong>Redis does not answer.</strong> Start it again, or look at the network between. Until it is back nothing
      new comes, and nothing can be changed; the archive can be read.
    </div>
  )
}
