/** Asks until the answer is true; throws with what was waited for when it takes too long, even where an answer never comes. */
export async function until(what: string, withinMs: number, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const givenUpAtMs = performance.now() + withinMs
  const silent = Promise.withResolvers<'silent'>()
  const timer = setTimeout(() => silent.resolve('silent'), withinMs)
  try {
    for (;;) {
      const answer = await Promise.race([isSo(), silent.promise])
      if (answer === true) return
      if (answer === 'silent' || performance.now() > givenUpAtMs) throw new Error(`not within ${withinMs} ms: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  } finally {
    clearTimeout(timer)
  }
}
