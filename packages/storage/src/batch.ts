const gatherMs = 2
const itemsMax = 500

/** Gathers what is added within a moment and writes it together: one trip to Redis instead of many. */
export function makeBatch<Item, Result>(write: (items: readonly Item[]) => Promise<readonly Result[]>) {
  let gathering:
    | { readonly items: Item[]; readonly results: Promise<readonly Result[]>; readonly flush: () => void }
    | undefined

  function begin() {
    const items: Item[] = []
    const due = Promise.withResolvers<void>()
    const timer = setTimeout(due.resolve, gatherMs)
    const results = due.promise.then(() => {
      clearTimeout(timer)
      if (gathering?.items === items) gathering = undefined
      return write(items)
    })
    return { items, results, flush: due.resolve }
  }

  return {
    /** Settles with this item's result, once the write that carried it is done. */
    async add(item: Item): Promise<Result | undefined> {
      gathering ??= begin()
      const { items, results, flush } = gathering
      const at = items.push(item) - 1
      if (items.length >= itemsMax) {
        gathering = undefined
        flush()
      }
      return (await results)[at]
    },
  }
}
