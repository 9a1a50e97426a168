import { useEffect, useState } from 'preact/hooks'

/** A value that parts of the page watch. */
export type Store<Value> = {
  get(): Value
  set(value: Value): void
  /** Calls back at each change; answers how to stop it. */
  watch(callback: () => void): () => void
}

/** Makes a store that holds this value at first. */
export function makeStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const watchers = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const callback of [...watchers]) callback()
    },
    watch(callback) {
      watchers.add(callback)
      return () => watchers.delete(callback)
    },
  }
}

/** The value of a store, and a new look at each of its changes. */
export function useStore<Value>(store: Store<Value>): Value {
  const [value, setValue] = useState<Value>(store.get)
  useEffect(() => {
    const look = () => setValue(store.get)
    look()
    return store.watch(look)
  }, [store])
  return value
}
