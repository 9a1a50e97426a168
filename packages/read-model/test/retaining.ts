import { argv } from 'node:process'
import { openDatabase } from '../src/database/open-database.ts'
import { retained, retainStep } from '../src/retain/retain.ts'

/** A process of its own that removes what is older than a moment, a little at a time, again and again until it is told to stop or nothing is left. */

const [, , url = '', beforeMs = '0', untilTold = ''] = argv
await using database = await openDatabase(url)
let isToldToStop = untilTold === ''
process.on('message', () => {
  isToldToStop = true
})
process.send?.({ is: 'begun' })
for (let left = true; left || !isToldToStop; ) {
  left = false
  for (const what of retained) {
    const { isDone } = await retainStep(database, what, Number(beforeMs), 3)
    left ||= !isDone
  }
  await new Promise((resolve) => setTimeout(resolve, 1))
}
process.send?.({ is: 'done' })
process.disconnect?.()
