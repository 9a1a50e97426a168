/** What the bench asks of a reader's process: to read all pages by the clock, or to tell what it reads on them. */
export type Question = 'pass' | 'predictions'

/** What one pass over all pages cost. */
export type Pass = {
  /** Wall time of each page, in their order. */
  readonly ms: readonly number[]
  /** Of the process, with all its threads. */
  readonly cpuMs: number
  /** Pages on which nothing was found. */
  readonly failed: number
  /** Most memory that the process has had so far. */
  readonly highestMb: number
}

export type Prediction = { readonly id: string; readonly title: string; readonly text: string }

export type Answer = 'ready' | Pass | readonly Prediction[]
