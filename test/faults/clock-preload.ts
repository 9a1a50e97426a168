/** Loaded before a service, in each of its threads: its clock is off by what the file says. */
import { readFileSync } from 'node:fs'

const file = process.env.STANCEWIRE_TEST_CLOCK ?? ''
const lookEveryMs = 20
const TrueDate = Date
let offsetMs = 0
let lookedAtMs = Number.NEGATIVE_INFINITY

// No timer: a thread that is blocked must see the jump too, and nothing must keep the process alive.
function now(): number {
  if (performance.now() - lookedAtMs > lookEveryMs) {
    lookedAtMs = performance.now()
    offsetMs = Number(readFileSync(file, 'utf8'))
  }
  return TrueDate.now() + offsetMs
}

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new TrueDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
