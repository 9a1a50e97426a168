import { readFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { openDatabase } from '../src/database/open-database.ts'
import type { Entry } from '../src/project/draft.ts'
import { project, projectedTo } from '../src/project/project.ts'

/** A process of its own that projects the entries of a file into a database, a few at a time, as a service would that was started again: from where it stands. */

const [, , url = '', file = '', size = '20'] = argv
const entries = JSON.parse(await readFile(file, 'utf8')) as Entry[]
await using database = await openDatabase(url)
const reached = await projectedTo(database.db)
const rest = entries.slice(entries.findIndex(({ position }) => position === reached) + 1)
process.send?.({ is: 'begun', left: rest.length })
for (let at = 0; at < rest.length; at += Number(size)) await project(database, rest.slice(at, at + Number(size)))
process.send?.({ is: 'done' })
process.disconnect?.()
