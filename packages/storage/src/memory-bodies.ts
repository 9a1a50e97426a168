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
    async dropOlder(kind, beforeMs) {
      const old = [...kept].filter(([name, body]) => name.endsWith(`/${kind}`) && body.writtenAtMs < beforeMs)
      for (const [name] of old) kept.delete(name)
      return old.length
    },
    async *list(wanted) {
      for (const { ref, writtenAtMs } of [...kept.values()])
        if ((wanted ?? ref.kind) === ref.kind) yield { ref, writtenAtMs }
    },
  }
}
