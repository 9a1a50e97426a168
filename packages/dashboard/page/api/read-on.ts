/** A page of a list, as the API gives it. Of one that is looked through it tells at how many it looked, and of how many, where that is known. */
export type Page<Item> = {
  readonly items: readonly Item[]
  readonly next: string | null
  readonly looked?: number | null
  readonly total?: number | null
}

/** A list as far as it was read. */
export type Reading<Item> = {
  readonly items: readonly Item[]
  /** `undefined` before the first page, `null` behind the last. */
  readonly next: string | null | undefined
  /** At how many it was looked, and how many there are to look at; `undefined` where nothing was looked through. */
  readonly looked?: number | undefined
  readonly total?: number | undefined
}

type Asking<Item> = {
  /** Asks for the page behind this place; for the first one where there is none. */
  readonly ask: (cursor: string | null | undefined) => Promise<Page<Item>>
  /** So many more are wanted: pages that are short or empty are followed by the next one. */
  readonly wanted: number
  /** So many a full page has. */
  readonly pageSize: number
  /** Comes back when the next page may be asked for, behind one that is not full. */
  readonly rest: () => Promise<void>
  readonly signal: AbortSignal
}

/** Reads on from where a list was read to, over pages that are short or empty, and tells after each; it ends with so many more, with the last page, or when it is stopped. */
export async function* readOn<Item>(
  before: Reading<Item>,
  { ask, wanted, pageSize, rest, signal }: Asking<Item>,
): AsyncGenerator<Reading<Item> & { readonly goesOn: boolean }> {
  let now = before
  while (!signal.aborted) {
    const { items, next, looked, total } = await ask(now.next)
    now = {
      items: [...now.items, ...items],
      next,
      looked: typeof looked === 'number' ? (now.looked ?? 0) + looked : now.looked,
      total: total ?? now.total,
    }
    const goesOn = next !== null && now.items.length - before.items.length < wanted
    yield { ...now, goesOn }
    if (!goesOn) return
    if (items.length < pageSize) await rest()
  }
}

/** Waits so long, and then until the page is looked at: who looks elsewhere costs nothing. */
export async function restCalmly(ms: number, signal: AbortSignal): Promise<void> {
  await wait(signal, (done) => {
    const timer = setTimeout(done, ms)
    return () => clearTimeout(timer)
  })
  while (document.hidden && !signal.aborted)
    await wait(signal, (done) => {
      document.addEventListener('visibilitychange', done)
      return () => document.removeEventListener('visibilitychange', done)
    })
}

/** Waits for something, or for the signal. */
function wait(signal: AbortSignal, begin: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      end()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const end = begin(done)
    signal.addEventListener('abort', done)
  })
}
