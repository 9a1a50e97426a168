import { loadContent } from './content.ts'
import { appearsAtMs } from './edition.ts'
import { type ExpectedEnd, expectedEnds } from './expected-end.ts'
import type { Outlet } from './outlet.ts'
import { type OutletServer, serveOutlet } from './outlet-server.ts'

/** A feed of the newsroom, ready for a pipeline's list of sources. */
interface NewsroomSource {
  readonly id: string
  readonly url: string
  readonly kind: 'feed'
  readonly outlet: string
}

/** A newsroom on the air; disposing it ends every server and connection. */
export interface Newsroom extends AsyncDisposable {
  readonly sources: readonly NewsroomSource[]
  /** The path of the folder's `topic.yaml`. */
  readonly topicFile: string
  readonly outlets: readonly { readonly id: string; readonly name: string; readonly url: string }[]
  /** One for each address that the feeds list, in order of appearance. */
  readonly expected: readonly ExpectedEnd[]
  /** Settles when the last entry has appeared, or when the newsroom is disposed. */
  readonly allAppeared: Promise<void>
  /** The number of addresses that the feeds list. */
  readonly urlCount: number
}

/** How a newsroom is opened. */
export interface NewsroomOptions {
  /** `loopback-range` (the default) gives each outlet its own 127.0.0.x, `single` puts all on 127.0.0.1. */
  readonly hosts?: 'loopback-range' | 'single'
  /** How many times as fast as written the entries appear; 1 unless given, `Infinity` for all at once. */
  readonly speed?: number
}

const source = ({ edition: { outlet, base } }: OutletServer): NewsroomSource => ({
  id: `${outlet.id}-feed`,
  url: base + outlet.feed.path,
  kind: 'feed',
  outlet: outlet.id,
})

function appearance(lastMs: number): { all: Promise<void>; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, Math.max(0, lastMs - Date.now()))
  const end = () => {
    clearTimeout(timer)
    resolve()
  }
  return { all: promise, end }
}

/**
 * Serves the outlets of a content folder over HTTP on loopback, each on a free port; their entries appear over time.
 * Throws `ContentError` with every mistake of the folder.
 */
export async function openNewsroom(contentDir: string, options: NewsroomOptions = {}): Promise<Newsroom> {
  const { hosts = 'loopback-range', speed = 1 } = options
  const { outlets, entries, topicFile } = await loadContent(contentDir)
  const time = { openedAtMs: Date.now(), speed }
  await using opened = new AsyncDisposableStack()
  const servers: OutletServer[] = []
  const serve = (outlet: Outlet) => {
    const ownEntries = entries.filter((entry) => entry.outlet === outlet.id)
    return serveOutlet({ ...time, outlet, entries: ownEntries }, hosts === 'single' ? '127.0.0.1' : outlet.host)
  }
  for (const outlet of outlets) servers.push(opened.use(await serve(outlet)))

  const expected = expectedEnds(servers.map(({ edition }) => edition))
  const { all, end } = appearance(Math.max(...entries.map((entry) => appearsAtMs(entry, time))))
  opened.defer(end)
  const onAir = opened.move()
  return {
    sources: servers.map(source),
    topicFile,
    outlets: servers.map(({ edition: { outlet, base } }) => ({ id: outlet.id, name: outlet.name, url: base })),
    expected,
    allAppeared: all,
    urlCount: expected.length,
    [Symbol.asyncDispose]: () => onAir.disposeAsync(),
  }
}
