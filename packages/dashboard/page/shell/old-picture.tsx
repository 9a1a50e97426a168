import { useEffect, useState } from 'preact/hooks'
import { live } from '../live/live.ts'
import { When } from '../parts/when.tsx'
import { session } from '../session.ts'
import { useStore } from '../store.ts'

const oldMs = 5_000

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

function useIsOld(cameAt: number | undefined): boolean {
  const [isOld, setOld] = useState(false)
  useEffect(() => {
    setOld(false)
    if (cameAt === undefined) return
    const timer = setTimeout(() => setOld(true), Math.max(0, cameAt + oldMs - Date.now()))
    return () => clearTimeout(timer)
  }, [cameAt])
  return isOld
}
