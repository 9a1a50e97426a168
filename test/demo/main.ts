import { join } from 'node:path'
import { styleText } from 'node:util'
import {
  aborted,
  eventSentence,
  gatherStandings,
  renderStandings,
  serviceNames,
  stopSignal,
  supervise,
  type Word,
} from '@stancewire/cli'
import { defaultLimits, readTopicFile } from '@stancewire/config'
import type { CloudEvent } from '@stancewire/contracts'
import { openLog, openRedis } from '@stancewire/runtime'
import { openStores } from '@stancewire/storage'
import { type Newsroom, openNewsroom } from '../newsroom/site.ts'
import { accountSentence, countEnds, isBalanced } from './account.ts'
import { type DemoOptions, demoHelp, readOptions } from './options.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

/** `npm run demo`: a small newsroom on loopback publishes, and the line reads it. */

const options = optionsOrExit()
const stopping = stopSignal()
process.exitCode = await demo(options)

function optionsOrExit(): DemoOptions {
  try {
    const read = readOptions(process.argv.slice(2))
    if (!read.help) return read
    console.log(demoHelp)
    process.exit(0)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${demoHelp}`)
    process.exit(2)
  }
}

async function demo({ once, content, speed }: DemoOptions): Promise<number> {
  await using newsroom = await openNewsroom(join(import.meta.dirname, '..', 'newsroom', 'content', content), { speed })
  await using workspace = await openWorkspace(newsroom, note)
  const topic = readTopicFile(newsroom.topicFile)
  introduce(newsroom, topic.title)

  const ready = Promise.withResolvers<void>()
  const failed = Promise.withResolvers<string>()
  const waiting = new Set<string>(serviceNames)
  const tell = (word: Word) => {
    if ('monitor' in word) note(`queue monitor at ${styleText('underline', word.monitor)}`)
    if ('api' in word) {
      note(`dashboard at ${styleText('underline', word.api)}`)
      note(`API at ${word.api}/v1, described at ${word.api}/v1/openapi.json`)
    }
    if ('restarted' in word) note(`${word.restarted} ended (${word.why}) and is started again`)
    if ('ready' in word) waiting.delete(word.ready)
    if (waiting.size === 0) ready.resolve()
  }
  const { env, log } = workspace
  await using _services = supervise(serviceNames, { env, logs: log.fd, tell, giveUp: failed.resolve })
  const broken = failed.promise.then((why) => ({ why }))
  const start = await Promise.race([ready.promise, broken, aborted(stopping)])
  if (start) return giveUp(start.why)
  note('the line is up: discoverer → fetcher → parser → deduplicator → stance-classifier → events\n')

  const watched = await Promise.race([watch(workspace, newsroom, topic.id, once), broken])
  if ('why' in watched) return giveUp(watched.why)
  return watched.isBalanced || stopping.aborted ? 0 : 1
}

function note(line: string): void {
  console.log(styleText('dim', line))
}

function giveUp(why: string): number {
  console.error(why)
  return 1
}

function introduce({ outlets, urlCount, sources }: Newsroom, topicTitle: string): void {
  console.log(styleText('bold', `Stancewire demo: ${topicTitle}`))
  note(
    `${outlets.length} invented outlets on this machine will publish ${urlCount} addresses through ${sources.length} feeds;`,
  )
  note('all texts are sample wording, not news.')
  for (const { name, url } of outlets) note(`  ${name.padEnd(24)}${url}`)
}

/** Prints events as they come; with everything ended, the table and the account. */
async function watch(workspace: Workspace, newsroom: Newsroom, topicId: string, once: boolean) {
  const { prefix, dataDir } = workspace
  await using redis = openRedis(workspace.redisUrl, openLog('demo', 'warn'))
  const { events, runs } = openStores(redis, { prefix, bodiesDir: join(dataDir, 'bodies'), limits: defaultLimits })
  const seen: CloudEvent[] = []
  let hasAppeared = false
  void newsroom.allAppeared.then(() => {
    hasAppeared = true
  })
  let summedUp = false
  for (let after = '0'; !stopping.aborted; ) {
    const entries = await events.read(after, { count: 100, waitMs: 500 })
    for (const { event } of entries) {
      console.log(eventSentence(event))
      seen.push(event)
    }
    after = entries.at(-1)?.position ?? after
    const { accepted = 0, ended = 0 } = await runs.counters()
    if (summedUp || !hasAppeared || accepted < newsroom.urlCount || ended < accepted || entries.length > 0) continue
    sumUp(seen, topicId, accepted)
    summedUp = true
    if (once) return { isBalanced: isBalanced({ discovered: accepted, ends: countEnds(seen) }) }
    note('\nThe newsroom has nothing new; the line stays up. Ctrl-C stops it.')
  }
  return { isBalanced: true }
}

function sumUp(seen: readonly CloudEvent[], topicId: string, discovered: number): void {
  const standings = gatherStandings()
  for (const event of seen) standings.add(event)
  console.log(`\n${styleText('bold', 'Who stands where')}`)
  console.log(renderStandings(standings.of(topicId), { width: process.stdout.columns, most: 30 }))
  console.log(`\n${accountSentence({ discovered, ends: countEnds(seen) })}`)
}
