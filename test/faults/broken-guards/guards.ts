import type { Guard } from './guard.ts'
import { accepting } from './guards-of-accepting.ts'
import { access } from './guards-of-access.ts'
import { ending } from './guards-of-ending.ts'
import { living } from './guards-of-living.ts'
import { pausing } from './guards-of-pausing.ts'
import { remembering } from './guards-of-remembering.ts'
import { working } from './guards-of-working.ts'

/** The guards of the line, from the edge to the end, each with the text that breaks it and the test that must notice. */
export const guards: readonly Guard[] = [
  ...accepting,
  ...working,
  ...ending,
  ...living,
  ...remembering,
  ...access,
  ...pausing,
]
