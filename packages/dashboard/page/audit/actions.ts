import type { ListAudit } from '../api/answers.ts'

type Action = ListAudit['items'][number]['action']

const all: Readonly<Record<Action, true>> = {
  ...{ 'token.issue': true, 'token.revoke': true, 'urls.submit': true, 'articles.submit': true },
  ...{ 'failed.retry': true, 'failed.discard': true, 'failed.export': true, 'operation.cancel': true },
  ...{ 'jobs.export': true, 'runs.export': true },
  ...{ 'stage.pause': true, 'stage.resume': true, 'host.pause': true, 'host.resume': true },
  ...{
    'source.add': true,
    'source.remove': true,
    'source.discover': true,
    'source.test': true,
    'source.pause': true,
    'source.resume': true,
    'replay.ask': true,
    'replay.cancel': true,
  },
  ...{ 'session.open': true, 'session.close': true },
  ...{ 'archive.rebuild': true, 'archive.forget': true, 'archive.retain': true },
  ...{ 'archive.retry-dead': true, 'archive.discard-dead': true },
}

/** What can be changed, in the words of the audit; the compiler misses one that is new. */
export const actions = Object.keys(all) as Action[]
