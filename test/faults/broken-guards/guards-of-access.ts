import type { Guard } from './guard.ts'

const whoMay = 'services/api/src/who-may.test.ts'
const audit = 'packages/read-model/src/access/audit.db.test.ts'

/** Who may ask and change, and what is told to nobody. */
export const access: readonly Guard[] = [
  {
    guard: 'a token that was revoked opens nothing',
    file: 'packages/read-model/src/access/tokens.ts',
    from: 'return revokedMs === null && ',
    to: 'return ',
    test: {
      file: 'packages/read-model/src/access/tokens.db.test.ts',
      title: 'end by their name or id, once, and stay in the list',
    },
  },
  {
    guard: 'a route is for those whose role suffices',
    file: 'services/api/src/who-may.ts',
    from: 'if (!mayAct(known.role, role)) ',
    to: 'if (known.role === undefined) ',
    test: { file: whoMay, title: 'lets its bearer do what its role may, and names the role that is missing' },
  },
  {
    guard: 'without a token the API answers to its own name only',
    file: 'services/api/src/who-may.ts',
    from: 'if (!isOwnHost(host)) ',
    to: 'if (host === undefined) ',
    test: {
      file: whoMay,
      title: 'a token opens it by any name, and a name that was pointed here opens nothing without one',
    },
  },
  {
    guard: 'pages of other sites change nothing',
    file: 'services/api/src/who-may.ts',
    from: 'if (!isLook(request) && isFromAnotherSite(request))',
    to: 'if (request.method === undefined)',
    test: { file: whoMay, title: 'change nothing here, with a token neither' },
  },
  {
    guard: 'what a proxy passes on is not from this machine',
    file: 'services/api/src/where-from.ts',
    from: ' && !Object.keys(headers).some((name) => forwarding.test(name))',
    to: '',
    test: { file: whoMay, title: 'a proxy that passes on (' },
  },
  {
    guard: 'an API that others can reach does not start without a token',
    file: 'services/api/src/start.ts',
    from: 'if (isLoopback(host) || (await tokens.isAnyActive())) return',
    to: "if (host !== '') return",
    test: {
      file: 'test/e2e/who-may.e2e.test.ts',
      title: 'an API that others can reach does not start without a token, and says how to get one',
    },
  },
  {
    guard: 'what was noted in the audit is not removed (SQLite)',
    file: 'packages/read-model/src/database/migrations/0002-access.sqlite.sql',
    from: "before delete on audit begin select raise(abort, 'the audit is append-only')",
    to: 'before delete on audit begin select 1',
    test: { file: audit, title: 'refuses to change or lose a row, whoever asks' },
  },
  {
    guard: 'what was noted in the audit is not changed (PostgreSQL)',
    file: 'packages/read-model/src/database/migrations/0002-access.postgres.sql',
    from: 'before update or delete or truncate',
    to: 'before delete or truncate',
    test: { file: audit, title: 'refuses to change or lose a row, whoever asks' },
  },
  {
    guard: 'a line of the log tells no login and no token',
    file: 'packages/runtime/src/log.ts',
    from: '        streamWrite: withoutSecrets,\n',
    to: '',
    test: {
      file: 'packages/runtime/src/log.test.ts',
      title: 'tells no password, whatever a line is about and whichever error it quotes',
    },
  },
]
