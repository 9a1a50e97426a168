import type { Guard } from './guard.ts'

const projecting = 'packages/read-model/src/project/project.db.test.ts'
const moving = 'packages/read-model/src/project/moving.db.test.ts'
const notes = 'packages/storage/src/accepted-notes.redis.test.ts'
const mark = 'packages/storage/src/archive-mark.redis.test.ts'

/** From the stream to the tables, and who may ask and change. */
export const remembering: readonly Guard[] = [
  {
    guard: 'an event that stands in the archive is not projected again',
    file: 'packages/read-model/src/project/project.ts',
    from: '!seen.has(id) && seen.add(id)',
    to: 'true',
    test: {
      file: projecting,
      title: 'ends in the same tables, however its entries are cut into batches, and however often they come',
    },
  },
  {
    guard: 'a run that has ended is not noted as on its way',
    file: 'packages/read-model/src/project/moving.ts',
    from: '.filter(({ runId }) => !ended.has(runId))',
    to: '',
    test: {
      file: moving,
      title: 'are not noted where the end was told first, while a later run of the same address is',
    },
  },
  {
    guard: 'the end of a run strikes it out of those on their way',
    file: 'packages/read-model/src/project/store.ts',
    from: '  await dropMoving(db, [...draft.runs.keys()])\n',
    to: '',
    test: { file: moving, title: 'are known from their note to their end, however often the note is read' },
  },
  {
    guard: 'runs are noted only where an archive reads the notes',
    file: 'packages/storage/src/lua/accept.lua',
    from: "if redis.call('EXISTS', KEYS[4]) == 1 then redis.call('XADD'",
    to: "do redis.call('XADD'",
    test: { file: notes, title: 'keeps no notes where there is no archive, or none any more' },
  },
  {
    guard: 'nothing is cut off the stream that the archive has not read',
    file: 'packages/storage/src/lua/publish.lua',
    from: "if redis.call('EXISTS', KEYS[8]) == 1 then",
    to: 'if false then',
    test: { file: mark, title: 'keeps publishing from cutting off what is not projected, and trims behind itself' },
  },
  {
    guard: 'the last event is kept, however old it is',
    file: 'packages/read-model/src/retain/remove-runs.ts',
    from: "      .where('ordinal', '<', last)\n",
    to: '',
    test: {
      file: 'packages/read-model/src/retain/retain.db.test.ts',
      title: 'never gives an ordinal twice: the last event stays',
    },
  },
  {
    guard: 'scripts are known to the connection before anything is asked over it',
    file: 'services/api/src/line-connection.ts',
    from: '  defineScripts(redis)\n',
    to: '',
    test: {
      file: 'services/api/src/line-scripts.redis.test.ts',
      title: 'runs a script for the first time in the same moment as other commands',
    },
  },
  {
    guard: 'a character that PostgreSQL cannot keep is refused in addresses',
    file: 'services/api/src/server.ts',
    from: '  refuseNul(server)\n',
    to: '',
    test: {
      file: 'services/api/src/unreadable.test.ts',
      title: 'refuses an address that holds a NUL character, whatever database is asked',
    },
  },
]
