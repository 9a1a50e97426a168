/** Places of those who follow; each holds a connection and asks the database twice a second. */
export type FollowerPlaces = {
  /** Takes a place for this caller, unless there is none: `yours` where all are taken that one caller has, `all` where nobody has one. */
  take(name: string): 'taken' | 'yours' | 'all'
  /** Gives a place back that this caller took. */
  leave(name: string): void
}

/** Places that one caller has at most. All without a token are one caller. */
export const placesOfOne = 20
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
