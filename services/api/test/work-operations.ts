import { argv } from 'node:process'
import { defaultLimits } from '@stancewire/config'
import { openDatabase } from '@stancewire/read-model'
import { openLog, openRedis } from '@stancewire/runtime'
import { openFailedDesk } from '../src/operations/failed-desk.ts'
import { awayLine } from './away-line.ts'

/** A process of its own that works on operations, as the API does, until it is told to stop or killed. */

type Given = {
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly prefix: string
  readonly bodiesDir: string
  readonly inFlightMax: number
}
const { databaseUrl, redisUrl, prefix, bodiesDir, inFlightMax } = JSON.parse(argv[2] ?? '{}') as Given
const log = openLog('test', 'silent')
await using database = await openDatabase(databaseUrl)
await using redis = openRedis(redisUrl, log)
const config = { prefix, bodiesDir, limits: { ...defaultLimits, inFlightMax } }
await using _desk = openFailedDesk({ config, redis, log, database, line: awayLine, deadAfterMs: 1_500 })
const rss = setInterval(() => process.send?.({ rssMb: process.memoryUsage.rss() / 1_048_576 }), 50)
await new Promise<void>((resolve) => {
  process.once('disconnect', resolve)
  process.once('SIGTERM', () => resolve())
})
clearInterval(rss)
// Its channel would keep it alive.
if (process.connected) process.disconnect()
