/** How soon a list came, of so many askings, in milliseconds. */
type Listed = {
  readonly what: string
  readonly p50: number
  readonly p95: number
  /** In the last answer. */
  readonly rows: number
}

const asked = 100
const warmUps = 3

const lists: Readonly<Record<string, string>> = {
  'failed runs, first page': '/v1/failed',
  'failed runs of a stage and a cause': '/v1/failed?stage=parse&cause=crashed',
  'failed runs of a host and an error': '/v1/failed?host=slow.example&errorName=TimeoutError',
  'failed runs with words in their URL': '/v1/failed?match=night-trains-77',
  'failed runs that nobody has': '/v1/failed?match=nowhere-to-be-found',
  'failed runs, counted by kind': '/v1/failed/count',
  'failed runs of a host, counted by kind': '/v1/failed/count?host=slow.example',
  'waiting jobs, first page': '/v1/jobs?stage=parse&state=waiting',
  'waiting jobs of a host': '/v1/jobs?stage=parse&state=waiting&host=paper-7.example',
  'waiting jobs that nobody has': '/v1/jobs?stage=parse&state=waiting&match=nowhere-to-be-found',
  'failed jobs as their queue has them': '/v1/jobs?stage=fetch&state=failed',
  'ended runs, first page': '/v1/runs',
  'ended runs on a topic': '/v1/runs?topic=topic-1',
  'ended runs by an error': '/v1/runs?endedBy=url.failed&errorName=TypeError',
  'ended runs that nobody has': '/v1/runs?match=nowhere-to-be-found',
  'runs on their way, first page': '/v1/runs/moving',
  'runs on their way of a host': '/v1/runs/moving?host=paper-7.example',
  'runs on their way that nobody has': '/v1/runs/moving?match=nowhere-to-be-found',
  'sources, first page': '/v1/sources',
  'sources by a word': '/v1/sources?search=source-7',
  'articles, first page': '/v1/articles',
  'articles on a topic': '/v1/articles?topic=topic-1',
  'articles with a word that is in many': '/v1/articles?search=bababa',
  'stories, first page': '/v1/stories',
  'stories on a topic': '/v1/stories?topic=topic-1',
  'positions on a topic': '/v1/topics/topic-1/positions',
  'statements on a topic': '/v1/topics/topic-1/statements',
  'shifts on a topic': '/v1/topics/topic-1/changes',
  'events, the newest': '/v1/events/newest',
  'events of a type, the newest': '/v1/events/newest?type=url.failed',
  'audit, first page': '/v1/audit',
}

/** Asks for what the dashboard's lists ask, one after the other, as somebody who may see all of them. */
export async function* askLists({
  base,
  token,
}: {
  readonly base: string
  readonly token: string
}): AsyncGenerator<Listed> {
  for (const [what, path] of Object.entries(lists)) yield { what, ...(await ask(base + path, token)) }
}

async function ask(url: string, token: string): Promise<Pick<Listed, 'p50' | 'p95' | 'rows'>> {
  const took: number[] = []
  let rows = 0
  for (let at = -warmUps; at < asked; at++) {
    const beganAtMs = performance.now()
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
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
