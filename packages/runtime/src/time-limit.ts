/** Runs work with a signal that aborts after so long, or with one of the outer signals; rejects then, even if the work goes on. */
export async function withTimeLimit<T>(
  ms: number,
  outer: readonly AbortSignal[],
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
    lose = () => {
      const cause = outer.find(({ aborted }) => aborted)?.reason
      give(new Error('was called off: the lock of its job was lost, or its stage was closed', { cause }))
    }
    // Far cheaper than one signal made of them, and this is done for every job.
    for (const signal of outer) signal.addEventListener('abort', lose)
    if (outer.some(({ aborted }) => aborted)) lose()
  })
  try {
    return await Promise.race([work(limit.signal), late])
  } finally {
    clearTimeout(timer)
    for (const signal of outer) signal.removeEventListener('abort', lose)
  }
}
