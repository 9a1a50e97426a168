import type { Redis } from 'ioredis'
import { chromium, type Page, type Request } from 'playwright-core'
import { type Watched, watchRedis } from './watch-redis.ts'

/** So many tabs of one browser that show the line, all of them at once. */
export type Tabs = AsyncDisposable & {
  /** How long the slowest took from its opening to its first picture, while the others opened too. */
  readonly slowestMs: number
  watch(redis: Redis): Promise<Watched>
  /** How many connections they follow the line by, and how many of them say that their picture is old. */
  state(): Promise<{ readonly connections: number; readonly old: number }>
}

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
const withinMs = 60_000

// What the tabs tell each other, and what the one that holds the connection tells itself.
const counting = `
  globalThis.samplesTold = 0
  new BroadcastChannel('stancewire-live').addEventListener('message', ({ data }) => {
    if (data.sample) globalThis.samplesTold++
  })`

/** Opens a browser with so many tabs; each shows its first picture when this resolves. */
export async function openTabs(executablePath: string, base: string, count: number): Promise<Tabs> {
  await using open = new AsyncDisposableStack()
  const browser = await chromium.launch({ executablePath, args })
  open.defer(() => browser.close())
  const context = await browser.newContext()
  await context.addInitScript(counting)
  const streams = new Set<Request>()
  const end = (request: Request) => void streams.delete(request)
  context.on('request', (request) => void (request.url().endsWith('/v1/live') && streams.add(request)))
  context.on('requestfailed', end)
  context.on('requestfinished', end)
  const pages = await Promise.all(Array.from({ length: count }, () => context.newPage()))
  const took = await Promise.all(pages.map((page) => show(page, base)))
  const kept = open.move()
  const told = async () => {
    const each = await Promise.all(pages.map((page) => page.evaluate<number>('globalThis.samplesTold')))
    return each.reduce((sum, samples) => sum + samples, 0)
  }
  return {
    slowestMs: Math.max(...took),
    watch: (redis) => watchRedis(redis, { count, told }),
    async state() {
      const alerts = await Promise.all(pages.map((page) => page.getByRole('alert').count()))
      return { connections: streams.size, old: alerts.filter((some) => some > 0).length }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function show(page: Page, base: string): Promise<number> {
  const beganAtMs = performance.now()
  await page.goto(base, { timeout: withinMs })
  await page.getByText('as of').waitFor({ timeout: withinMs })
  return performance.now() - beganAtMs
}
