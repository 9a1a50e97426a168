/** How soon a list came, of so many askings, in milliseconds. */
type Listed = {
  readonly what: string
  readonly p50: number
  readonly p95: number
  /** In the last answer. */
  readonly rows: number
  /** Whether it must come within a bound. */
  readonly isJudged: boolean
}

const asked = 100
const warmUps = 3

const lists: Readonly<Record<string, string>> = {
  'failed runs, first page': '/v1/failed',
  'failed runs of a stage and a cause': '/v1/failed?stage=parse&cause=crashed',
  'failed runs of a host and an error': '/v1/failed?host=slow.example&errorName=TimeoutError',
  'failed runs with words in their URL': '/v1/failed?match=night-trains-77',
  'failed runs that nobody has': '/v1/failed?match=nowhere-to-be-found',
  'articles, first page': '/v1/articles',
  'articles on a topic': '/v1/articles?topic=topic-1',
  'articles with a word that is in many': '/v1/articles?search=bababa',
}
// It looks at all of them: told, and not judged.
const counts: Readonly<Record<string, string>> = { 'failed runs, counted by kind': '/v1/failed/count' }

/** Asks for what the dashboard's lists ask, one after the other. */
export async function askLists(base: string): Promise<Listed[]> {
  const found: Listed[] = []
  for (const [what, path] of Object.entries(lists))
    found.push({ what, ...(await ask(base + path, asked)), isJudged: true })
  for (const [what, path] of Object.entries(counts))
    found.push({ what, ...(await ask(base + path, asked / 5)), isJudged: false })
  return found
}

async function ask(url: string, times: number): Promise<Pick<Listed, 'p50' | 'p95' | 'rows'>> {
  const took: number[] = []
  let rows = 0
  for (let at = -warmUps; at < times; at++) {
    const beganAtMs = performance.now()
    const answer = await fetch(url)
    const text = await answer.text()
    if (at >= 0) took.push(performance.now() - beganAtMs)
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`)
    const { items, groups } = JSON.parse(text) as { items?: unknown[]; groups?: unknown[] }
    rows = (items ?? groups ?? []).length
  }
  took.sort((one, other) => one - other)
  const at = (share: number) => took[Math.ceil(took.length * share) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95), rows }
}
