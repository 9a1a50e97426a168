import type { Fault, Keeper, StageService, TestLine } from '../e2e/line.ts'
import { stageServices } from '../e2e/line.ts'
import { openProxy } from '../faults/proxy.ts'
import type { Random } from './random.ts'

/** A process that is ended again and again, and started again each time. Its way to Redis can be cut. */
type Shaky = {
  readonly name: StageService
  readonly keeper: Keeper
  readonly proxy: Awaited<ReturnType<typeof openProxy>>
}

export type SoakCrew = AsyncDisposable & {
  readonly shaky: readonly [Shaky, ...Shaky[]]
  /** Lives of shaky processes that have ended. */
  deaths(): number
}

// Many more than a process lives in a day of faults.
const livesPlanned = 20_000
const faultyShare = 0.4

const points: Readonly<Record<StageService, readonly [Fault['at'], ...Fault['at'][]]>> = {
  discoverer: ['accept:before', 'accept:after', 'feed-state:before', 'feed-state:after'],
  fetcher: [
    'take:before',
    'take:after',
    'add:before',
    'add:after',
    'body:before',
    'body:after',
    'release:before',
    'release:after',
    'put-off:before',
    'put-off:after',
    'end:before',
    'end:after',
    'complete:before',
    'complete:after',
    'drop-body:after',
    'page-done:before',
  ],
  parser: ['work:parse', 'body:before', 'body:after', 'add:before', 'add:after', 'end:after', 'complete:before'],
  deduplicator: [
    'work:deduplicate',
    'index:before',
    'index:after',
    'story:before',
    'story:after',
    'announce:before',
    'announce:after',
    'add:before',
    'add:after',
    'end:before',
    'end:after',
    'complete:before',
  ],
  'stance-classifier': ['work:classify-stance', 'end:before', 'end:after', 'complete:before', 'complete:after'],
}

/** One life in several meets a fault at a point of its own work. */
function lifeOf(name: StageService, random: Random): readonly Fault[] {
  const [isFaulty, at, nth] = [random.next() < faultyShare, random.oneOf(points[name]), random.between(1, 60)]
  return isFaulty ? [{ at, does: 'die', nth: Math.floor(nth) }] : []
}

/** Starts a shaky process of each service, beside whatever runs. */
export async function openSoakCrew(
  line: TestLine,
  { redisUrl, random, env }: { redisUrl: string; random: Random; env: Record<string, string> },
): Promise<SoakCrew> {
  const open = new AsyncDisposableStack()
  const start = async (name: StageService): Promise<Shaky> => {
    const proxy = open.use(await openProxy({ to: redisUrl }))
    const lives = Array.from({ length: livesPlanned }, () => lifeOf(name, random))
    const keeper = line.keep(name, { instance: 'shaky', redisUrl: proxy.url, lives, restMs: 500, env })
    return { name, keeper, proxy }
  }
  const [first, ...others] = stageServices
  const shaky = [await start(first)] as [Shaky, ...Shaky[]]
  for (const name of others) shaky.push(await start(name))
  return {
    shaky,
    deaths: () => shaky.reduce((sum, { keeper }) => sum + keeper.ends.length, 0),
    async [Symbol.asyncDispose]() {
      // Their way to Redis stays open until they are gone.
      await Promise.all(shaky.map(({ name }) => line.stop(name, 'SIGTERM', 'shaky')))
      await open.disposeAsync()
    },
  }
}
