import { defineConfig } from 'vitest/config'

// As many as the smallest machine has cores: left alone, two cores would get one worker.
const maxWorkers = 2
const notOurs = ['**/node_modules/**', '**/.stancewire/**']

/** Five kinds of test by what they need: nothing, a Redis, databases, the whole line, or a browser. */
export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          maxWorkers,
          include: [
            'packages/**/*.test.ts',
            'services/**/*.test.ts',
            'test/checks/**/*.test.ts',
            'test/quality/**/*.test.ts',
          ],
          exclude: [...notOurs, '**/*.redis.test.ts', '**/*.db.test.ts', '**/*.e2e.test.ts'],
          globalSetup: ['test/leash.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'redis',
          maxWorkers,
          include: ['packages/**/*.redis.test.ts', 'services/**/*.redis.test.ts'],
          exclude: notOurs,
          globalSetup: ['test/leash.ts', 'test/redis.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'db',
          maxWorkers,
          include: ['packages/**/*.db.test.ts', 'services/**/*.db.test.ts'],
          exclude: notOurs,
          globalSetup: ['test/leash.ts', 'test/redis.ts', 'test/postgres/index.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.test.ts', 'test/faults/**/*.e2e.test.ts'],
          exclude: notOurs,
          globalSetup: ['test/leash.ts', 'test/redis.ts'],
          // Much of their time is waiting: for locks to run out, for a Redis that is away.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.browser.test.ts'],
          exclude: notOurs,
          globalSetup: ['test/leash.ts', 'test/redis.ts', 'test/browser/index.ts'],
          maxWorkers,
          // A page that answers slowly is slow, and not wrong.
          expect: { poll: { timeout: 10_000 } },
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
