import type { FastifyReply } from 'fastify'
import { problem } from './problem.ts'

/** Places of those who follow; each holds a connection and asks the database twice a second. */
export type FollowerPlaces = {
  /** Takes a place for this caller, unless there is none: `yours` where all are taken that one caller has, `all` where nobody has one. */
  take(name: string): 'taken' | 'yours' | 'all'
  /** Gives a place back that this caller took. */
  leave(name: string): void
}

/** Places that one caller has at most. All without a token are one caller. */
const placesOfOne = 20
const placesOfAll = 100

/** Opens the places, all of them free. */
export function openFollowerPlaces(): FollowerPlaces {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take(name) {
      const own = taken.get(name) ?? 0
      if (own >= placesOfOne) return 'yours'
      if (all >= placesOfAll) return 'all'
      taken.set(name, own + 1)
      all++
      return 'taken'
    },
    leave(name) {
      const own = taken.get(name) ?? 0
      if (own <= 1) taken.delete(name)
      else taken.set(name, own - 1)
      all--
    },
  }
}

/** Tells somebody that there is no place for them. */
export function refuseFollower(reply: FastifyReply, place: 'yours' | 'all'): FastifyReply {
  reply.header('retry-after', '30')
  if (place === 'all') return problem(reply, 503, { detail: 'too many follow already' })
  return problem(reply, 429, { detail: `you follow ${placesOfOne} times already` })
}
