/** Runs work with a signal that aborts after so long, or with the outer signal; rejects then, even if the work goes on. */
export async function withTimeLimit<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let lose = () => {}
  const late = new Promise<never>((_, reject) => {
    const give = (error: Error) => {
      limit.abort(error)
      reject(error)
    }
    timer = setTimeout(() => give(new Error(`took longer than ${ms} ms`)), ms)
    lose = () =>
      give(new Error('was called off: the lock of its job was lost, or its stage was closed', { cause: outer?.reason }))
    outer?.addEventListener('abort', lose, { once: true })
    if (outer?.aborted) lose()
  })
  try {
    return await Promise.race([work(limit.signal), late])
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', lose)
  }
}
