import { type Stage, withoutSecrets } from '@stancewire/contracts'
import { atWrite } from '@stancewire/faults'
import type { Redis } from 'ioredis'
import { luaScript } from './lua.ts'

const pauseScript = luaScript('pause')
const resumeScript = luaScript('resume')
const forgetScript = luaScript('forget-pause')

/** What can be paused: a stage by its name, a host as host lists name it, a source by its id. */
export const pauseKinds = ['stage', 'host', 'source'] as const
export type PauseKind = (typeof pauseKinds)[number]
/** Characters that a reason has at most. */
export const pauseReasonMax = 300

/** What is paused. */
export type Paused = { readonly kind: PauseKind; readonly name: string }

/** A pause, and who made it and why. Instants are ISO 8601; `until: null`: until somebody resumes. */
export type Pause = Paused & {
  readonly by: string
  readonly reason: string
  readonly since: string
  readonly until: string | null
}

/** A pause that is asked for, with its end: an instant, a time from now, or none. */
type WantedPause = Paused & {
  readonly by: string
  readonly reason: string
  readonly ends?: { readonly atMs: number } | { readonly inMs: number } | undefined
}

/** How the pause of a stage stands. One that is `over` is remembered until it is forgotten on purpose: its queue must be set going first. */
type StageStanding =
  | { readonly is: 'none' | 'paused' }
  | { readonly is: 'over'; readonly overMs: number; forget(): Promise<void> }

/** What is paused on the line, kept where every process of it looks. A pause ends by itself, by Redis' own clock. */
export type Pauses = {
  /** Pauses; what stands already is replaced. Secrets in the reason are not kept. `past`: its end lies behind; `full`: a thousand things are paused. */
  pause(
    wanted: WantedPause,
  ): Promise<{ readonly is: 'paused'; readonly pause: Pause } | { readonly is: 'past' | 'full' }>
  /** Ends a pause and gives it; `undefined` where there is none. */
  resume(paused: Paused): Promise<Pause | undefined>
  /** All that is paused now: stages, hosts, sources, each by name. */
  all(): Promise<Pause[]>
  /** The pauses of these now, one for each in its place. */
  of(some: readonly Paused[]): Promise<(Pause | undefined)[]>
  /** How a stage stands, for those who keep its queue in step. */
  standing(stage: Stage): Promise<StageStanding>
}

// Paused hosts are looked at again and again: more than the dispatcher can pass over would hold up all others.
const pausesMax = 1_000

type Kept = { readonly untilMs: number; readonly pause: Pause }

/** Opens the pauses under this key prefix. */
export function openPauses(redis: Redis, { prefix }: { prefix: string }): Pauses {
  const key = `${prefix}:pauses`
  const nowMs = async () => {
    const [seconds, microseconds] = await redis.time()
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000)
  }
  const all = async () => {
    const [kept, now] = await Promise.all([redis.hgetall(key), nowMs()])
    return Object.entries(kept)
      .flatMap(([field, value]) => readKept(field, value) ?? [])
      .filter(({ untilMs }) => untilMs === 0 || untilMs > now)
      .map(({ pause }) => pause)
      .sort(byPlace)
  }
  return {
    all,
    async pause({ ends, by, reason, ...paused }) {
      const end = !ends ? ['for', ''] : 'atMs' in ends ? ['until', ends.atMs] : ['for', ends.inMs]
      const args = [
        fieldOf(paused),
        JSON.stringify({ by, reason: withoutSecrets(reason) }),
        ...end.map(whole),
        pausesMax,
      ]
      const reply = await atWrite('pause', () => pauseScript(redis, [key], args))
      const [is, value = ''] = reply as ['paused' | 'past' | 'full', string?]
      if (is !== 'paused') return { is }
      const kept = readKept(fieldOf(paused), value)
      if (!kept) throw new Error(`a pause cannot be read: ${value}`)
      return { is, pause: kept.pause }
    },
    async resume(paused) {
      const value = await atWrite('resume', () => resumeScript(redis, [key], [fieldOf(paused)]))
      return readKept(fieldOf(paused), (value as string | null) ?? '')?.pause
    },
    async of(some) {
      if (some.length === 0) return []
      const fields = some.map(fieldOf)
      const [values, now] = await Promise.all([redis.hmget(key, ...fields), nowMs()])
      return fields.map((field, at) => {
        const kept = readKept(field, values[at] ?? '')
        return kept && (kept.untilMs === 0 || kept.untilMs > now) ? kept.pause : undefined
      })
    },
    async standing(stage) {
      const field = fieldOf({ kind: 'stage', name: stage })
      const value = await redis.hget(key, field)
      if (value === null) return { is: 'none' }
      const untilMs = Number.parseInt(value, 10)
      const overMs = untilMs === 0 ? -1 : (await nowMs()) - untilMs
      if (overMs < 0) return { is: 'paused' }
      return { is: 'over', overMs, forget: async () => void (await forgetScript(redis, [key], [field, value])) }
    },
  }
}

const fieldOf = ({ kind, name }: Paused) => `${kind}/${name}`
const whole = (value: string | number) => (typeof value === 'number' ? Math.round(value) : value)

/** A pause as the scripts keep it: when it is over (ms; 0: never), since when it stands, who and why. `undefined` for what is none. */
function readKept(field: string, value: string): Kept | undefined {
  const [, kind, name = ''] = /^(\w+)\/(.*)$/s.exec(field) ?? []
  const [, untilMs, sinceMs, json = ''] = /^(\d+) (\d+) (.*)$/s.exec(value) ?? []
  const known = pauseKinds.find((each) => each === kind)
  if (!known || untilMs === undefined) return undefined
  const { by, reason } = JSON.parse(json) as Pick<Pause, 'by' | 'reason'>
  const until = untilMs === '0' ? null : new Date(Number(untilMs)).toISOString()
  const since = new Date(Number(sinceMs)).toISOString()
  return { untilMs: Number(untilMs), pause: { kind: known, name, by, reason, since, until } }
}

function byPlace(a: Paused, b: Paused): number {
  return pauseKinds.indexOf(a.kind) - pauseKinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1)
}
