import type { ProblemError } from '../api/problem.ts'
import { makeStore, useStore } from '../store.ts'

type Notice = { readonly id: number; readonly text: string; readonly isProblem: boolean }

const shownMs = { done: 6_000, problem: 15_000 }
const most = 4
const notices = makeStore<readonly Notice[]>([])
let last = 0

/** Says for some seconds that something was done; answers how to take that back. */
export function notice(text: string): () => void {
  return say(text, false)
}

/** Says for some seconds why something was not done. */
export function noticeProblem(problem: ProblemError): void {
  say(problem.message, true)
}

function say(text: string, isProblem: boolean): () => void {
  const id = ++last
  notices.set([...notices.get().slice(1 - most), { id, text, isProblem }])
  setTimeout(() => forget(id), isProblem ? shownMs.problem : shownMs.done)
  return () => forget(id)
}

function forget(id: number): void {
  notices.set(notices.get().filter((one) => one.id !== id))
}

/** Where notices are read; it stands in the page once. */
export function Notices() {
  const all = useStore(notices)
  return (
    <div class="notices" role="status" aria-live="polite">
      {all.map(({ id, text, isProblem }) => (
        <p class={isProblem ? 'notice notice-problem' : 'notice'} key={id}>
          <span>{text}</span>
          <button type="button" class="notice-close" aria-label="Close" onClick={() => forget(id)}>
            ×
          </button>
        </p>
      ))}
    </div>
  )
}
