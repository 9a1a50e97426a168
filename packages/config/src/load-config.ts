import { dirname, resolve } from 'node:path'
import { Topic } from '@stancewire/contracts'
import { ConfigError } from './config-error.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { type Limits, Settings, type Source } from './settings.ts'
import { readYamlFile } from './yaml-file.ts'

/** Everything a process needs to know before it starts; read once, then passed down. */
export type Config = {
  /** `undefined`: use an embedded Redis. */
  readonly redisUrl: string | undefined
  /** First part of every Redis key. */
  readonly prefix: string
  /** Absolute path of the folder for bodies and the embedded Redis. */
  readonly dataDir: string
  readonly bodiesDir: string
  /** Where the archive lives: a PostgreSQL, or the absolute path of its own SQLite file. */
  readonly databaseUrl: string
  /** Absolute path of the settings file. */
  readonly file: string
  readonly logLevel: Environment['STANCEWIRE_LOG_LEVEL']
  readonly isProduction: boolean
  readonly topics: readonly Topic[]
  readonly sources: readonly Source[]
  readonly limits: Limits
  readonly monitorPort: number
  readonly api: Settings['api']
  readonly archive: Settings['archive']
}

/** Reads environment, settings and topic files, and checks them; throws {@link ConfigError} that names every fault of the first bad file. */
export function loadConfig(environment: Environment = readEnvironment()): Config {
  const file = resolve(environment.STANCEWIRE_CONFIG)
  const settings = readYamlFile(file, Settings)
  const topics = settings.topics.map((path) => readTopicFile(resolve(dirname(file), path)))
  const repeated = topics.find(({ id }, index) => topics.findIndex((topic) => topic.id === id) !== index)
  if (repeated) throw new ConfigError([`${file}: topics: two files have the id ${repeated.id}, expected each id once`])
  return {
    ...machinePart(environment),
    file,
    topics,
    sources: settings.sources,
    limits: settings.limits,
    monitorPort: settings.monitor.port,
    api: settings.api,
    archive: settings.archive,
  }
}

/** The part of the configuration that commands need which only look at a running line: no settings file is read. */
export function machinePart(environment: Environment) {
  const dataDir = resolve(environment.STANCEWIRE_DATA)
  return {
    redisUrl: environment.REDIS_URL,
    prefix: environment.STANCEWIRE_PREFIX,
    dataDir,
    bodiesDir: resolve(dataDir, 'bodies'),
    databaseUrl: environment.DATABASE_URL ?? resolve(dataDir, 'archive', 'archive.sqlite'),
    logLevel: environment.STANCEWIRE_LOG_LEVEL,
    isProduction: environment.STANCEWIRE_MODE === 'production',
  }
}

/** Reads and checks one topic file. */
export function readTopicFile(file: string): Topic {
  return readYamlFile(file, Topic)
}
