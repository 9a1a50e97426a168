import { env } from 'node:process'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'

/** What differs between machines. Everything else stands in `stancewire.yaml`. */
const Environment = z.object({
  /** A Redis to use instead of an embedded one, e.g. `redis://127.0.0.1:6379/0`. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'an address like redis://127.0.0.1:6379')
    .optional(),
  /** A PostgreSQL for the archive, e.g. `postgres://user:password@127.0.0.1/stancewire`, instead of a file of its own. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'an address like postgres://user:password@127.0.0.1/stancewire')
    .optional(),
  /** The configuration file. */
  STANCEWIRE_CONFIG: z.string().min(1).default('stancewire.yaml'),
  /** Where bodies and the embedded Redis live. */
  STANCEWIRE_DATA: z.string().min(1).default('.stancewire'),
  /** First part of every Redis key. The braces keep all keys on one Cluster slot. */
  STANCEWIRE_PREFIX: z
    .string()
    .regex(/^\{[\w-]{1,60}\}$/, 'a name in braces, like {stancewire}')
    .default('{stancewire}'),
  STANCEWIRE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** In production a Redis without an append-only file is refused, not only warned of. */
  STANCEWIRE_MODE: z.enum(['development', 'production']).default('development'),
})
export type Environment = z.infer<typeof Environment>

/** The names of the variables that {@link readEnvironment} reads. */
export const environmentNames = Object.keys(Environment.shape)

/** Reads and checks the environment in one go; throws {@link ConfigError} that names every fault. */
export function readEnvironment(variables: Record<string, string | undefined> = env): Environment {
  const given = Object.fromEntries(environmentNames.map((name) => [name, variables[name] || undefined]))
  const read = Environment.safeParse(given)
  if (read.success) return read.data
  throw new ConfigError(
    read.error.issues.map((issue) => {
      const name = String(issue.path[0])
      const expected = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message
      return `environment variable ${name}: found ${shown(name, given[name])}, expected ${expected}`
    }),
  )
}

/** A password may stand in an address, and anywhere in what should have been one. */
function shown(name: string, value: string | undefined): string {
  return name.endsWith('_URL') ? 'something else (not shown: it may hold a password)' : JSON.stringify(value)
}
