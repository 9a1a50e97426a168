import { live } from '../live/live.ts'
import { When } from '../parts/when.tsx'
import { session } from '../session.ts'
import { useStore } from '../store.ts'
import { useIsOld } from './use-is-old.ts'

/** Says that the line's picture is old, or that there is none, so that nobody trusts it. */
export function OldPicture() {
  const { connection, cameAt, sample } = useStore(live)
  const { is } = useStore(session)
  const isOld = useIsOld(cameAt)
  if (is !== 'somebody' || connection === 'paused') return null
  if (connection !== 'lost' && !(isOld && sample)) return null
  return (
    <div class="banner" role="alert">
      {sample ? (
        <>
          What is shown of the line is from <When at={sample.at} how="time" />: the connection is lost, and is being
          tried again.
        </>
      ) : (
        'The live picture of the line cannot be had now; it is being tried again.'
      )}
    </div>
  )
}
