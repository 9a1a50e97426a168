import { setTimeout as sleep } from 'node:timers/promises'
import type { OwnRedis } from '../faults/own-redis.ts'
import type { Publisher } from '../faults/publisher.ts'
import type { SoakCrew } from './crew.ts'
import type { Random } from './random.ts'

export type World = {
  readonly crew: SoakCrew
  readonly redis: OwnRedis
  readonly publisher: Publisher
  readonly random: Random
}

type Trouble = { readonly name: string; readonly weight: number; bring(world: World): Promise<void> }

const floodPages = 300

const troubles: readonly Trouble[] = [
  {
    name: 'kill',
    weight: 5,
    async bring({ crew, random }) {
      await random.oneOf(crew.shaky).keeper.current().stop('SIGKILL')
    },
  },
  {
    name: 'term',
    weight: 3,
    async bring({ crew, random }) {
      await random.oneOf(crew.shaky).keeper.current().stop('SIGTERM')
    },
  },
  {
    name: 'cut',
    weight: 3,
    async bring({ crew, random }) {
      const { proxy } = random.oneOf(crew.shaky)
      proxy.cut()
      await sleep(random.between(2_000, 15_000))
      await proxy.pass()
    },
  },
  {
    name: 'refuse',
    weight: 2,
    async bring({ crew, random }) {
      const { proxy } = random.oneOf(crew.shaky)
      await proxy.refuse()
      await sleep(random.between(500, 5_000))
      await proxy.pass()
    },
  },
  {
    name: 'redis killed',
    weight: 1,
    async bring({ redis, random }) {
      await redis.kill()
      await sleep(random.between(500, 5_000))
      await redis.start()
    },
  },
  {
    name: 'flood',
    weight: 1,
    async bring({ publisher }) {
      publisher.publish(floodPages)
    },
  },
]

/** Brings one trouble after another until told to stop, and counts each. What was begun is ended: nothing stays cut. */
export async function bringTroubles(world: World, counts: Map<string, number>, stopping: AbortSignal): Promise<void> {
  const all = troubles.reduce((sum, { weight }) => sum + weight, 0)
  for (;;) {
    await sleep(world.random.between(2_000, 10_000), undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return
    let drawn = world.random.next() * all
    const trouble = troubles.find(({ weight }) => {
      drawn -= weight
      return drawn < 0
    })
    if (!trouble) continue
    counts.set(trouble.name, (counts.get(trouble.name) ?? 0) + 1)
    await trouble.bring(world)
  }
}
