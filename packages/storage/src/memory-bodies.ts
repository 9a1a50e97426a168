import type { Bodies, BodyRef, KeptBody } from './bodies.ts'

/** Bodies in memory, for tests and benchmarks; keeps the same promises as the folder. */
export function openMemoryBodies(): Bodies {
  const kept = new Map<string, KeptBody & { readonly text: string }>()
  const key = ({ urlId, run, kind }: BodyRef) => `${urlId}/${run}/${kind}`
  return {
    async write(ref, text) {
      kept.set(key(ref), { ref, text, writtenAtMs: Date.now() })
    },
    async read(ref) {
      return kept.get(key(ref))?.text
    },
    async drop(ref) {
      kept.delete(key(ref))
    },
    async dropOlder(kind, beforeMs, spares) {
      const old = [...kept.values()].filter(({ ref, writtenAtMs }) => ref.kind === kind && writtenAtMs < beforeMs)
      const spared = await spares?.(old.map(({ ref }) => ref))
      const unspared = old.filter((_, at) => spared?.[at] !== true)
      for (const { ref } of unspared) kept.delete(key(ref))
      return unspared.length
    },
    async *list(wanted) {
      for (const { ref, writtenAtMs } of [...kept.values()])
        if ((wanted ?? ref.kind) === ref.kind) yield { ref, writtenAtMs }
    },
  }
}
