import type { Hold } from '@stancewire/read-model'

/** Beats while something is in hand; its signal tells why it shall be let go. */
export type Heart = AsyncDisposable & { readonly signal: AbortSignal }

/** Starts beating. A beat that fails is made up for by the next: it takes many until somebody else takes over. */
export function openHeart(beat: () => Promise<Hold>, everyMs: number): Heart {
  const letGo = new AbortController()
  let beating: Promise<void> = Promise.resolve()
  let isBeating = false
  const once = async () => {
    isBeating = true
    const is = await beat().catch(() => 'mine' as const)
    isBeating = false
    if (is !== 'mine') letGo.abort(is)
  }
  const timer = setInterval(() => {
    if (!isBeating) beating = once()
  }, everyMs)
  return {
    signal: letGo.signal,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await beating
    },
  }
}
