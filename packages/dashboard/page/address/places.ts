/** What a step of the browser's history looked like when it was left: how far down the page was, and how long its lists were. */
type Place = { top: number; readonly lengths: Map<string, number> }

const places = new Map<number, Place>()
const mostPlaces = 100
let current = 0
let latest = 0
let isComeBack = false
let isThere = true

/** A step has begun: a new one, or one that is come back to, by what the browser keeps of it. Answers what it is to keep. */
export function beginStep(kept?: unknown): { readonly step: number } {
  const step = (kept as { step?: unknown } | null | undefined)?.step
  isComeBack = typeof step === 'number' && places.has(step)
  isThere = !isComeBack
  current = isComeBack ? Number(step) : ++latest
  const place = places.get(current) ?? { top: 0, lengths: new Map() }
  // The latest stands last, so that the oldest can go.
  places.delete(current)
  places.set(current, place)
  for (const old of [...places.keys()].slice(0, -mostPlaces)) places.delete(old)
  return { step: current }
}

/** The page stands so far down: it is kept, but not on the way back to where it was. */
export function keepTop(top: number): void {
  const place = places.get(current)
  if (place && isThere) place.top = top
}

/** Whoever came back is where they were, or goes elsewhere by themselves. */
export function arrive(): void {
  isThere = true
}

/** How far down the page was when it was left; `undefined` where somebody comes to it anew. */
export function topBefore(): number | undefined {
  return isComeBack ? places.get(current)?.top : undefined
}

/** A list of the page is so long by now. */
export function keepLength(list: string, length: number): void {
  places.get(current)?.lengths.set(list, length)
}

/** How long a list of the page was when it was left; 0 where somebody comes to it anew. */
export function lengthBefore(list: string): number {
  return isComeBack ? (places.get(current)?.lengths.get(list) ?? 0) : 0
}
