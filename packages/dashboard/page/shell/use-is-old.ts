import { useEffect, useState } from 'preact/hooks'

const oldMs = 5_000

/** Whether what came then, by the clock of this machine, has been the latest for so long that it is old. */
export function useIsOld(cameAt: number | undefined): boolean {
  const [isOld, setOld] = useState(false)
  useEffect(() => {
    setOld(false)
    if (cameAt === undefined) return
    const timer = setTimeout(() => setOld(true), Math.max(0, cameAt + oldMs - Date.now()))
    return () => clearTimeout(timer)
  }, [cameAt])
  return isOld
}
