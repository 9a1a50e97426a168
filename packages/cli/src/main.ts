import { ConfigError } from '@stancewire/config'
import { AwayError, MisuseError, withoutSecrets } from '@stancewire/contracts'
import { RedisInUseError, RedisNotFoundError, RedisStartError } from '@stancewire/embedded-redis'
import { CommanderError } from 'commander'
import { inWords } from './in-words.ts'
import { program } from './program.ts'
import { UsageError } from './usage-error.ts'

const exitFailed = 1
const exitMisused = 2
const ours = [AwayError, ConfigError, MisuseError, UsageError]
const expected = [...ours, RedisInUseError, RedisNotFoundError, RedisStartError]

// A reader that has had enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : exitFailed))

try {
  await program().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : exitMisused)
  const isExpected = expected.some((kind) => error instanceof kind)
  console.error(isExpected ? withoutSecrets((error as Error).message) : inWords(error))
  process.exit(isExpected ? exitMisused : exitFailed)
}
