/** Lets work in together, or one alone: who wants to be alone waits until all others are out, and keeps those behind it waiting. */
export type Gate = {
  together<T>(work: () => Promise<T>): Promise<T>
  alone<T>(work: () => Promise<T>): Promise<T>
}

type Waiting = { readonly isAlone: boolean; readonly enter: () => void }

/** Opens a gate within this process; first come, first in. */
export function openGate(): Gate {
  const waiting: Waiting[] = []
  let inside = 0
  let isAloneInside = false

  function admit(): void {
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (isAloneInside || (next.isAlone && inside > 0)) return
      waiting.shift()
      inside++
      isAloneInside = next.isAlone
      next.enter()
    }
  }

  async function pass<T>(isAlone: boolean, work: () => Promise<T>): Promise<T> {
    const entered = Promise.withResolvers<void>()
    waiting.push({ isAlone, enter: entered.resolve })
    admit()
    await entered.promise
    try {
      return await work()
    } finally {
      inside--
      isAloneInside = false
      admit()
    }
  }

  return { together: (work) => pass(false, work), alone: (work) => pass(true, work) }
}
