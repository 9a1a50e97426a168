import { withoutSecrets } from '@stancewire/contracts'

const causesMax = 10

/** An error that nobody expected, with what caused it, for standard error. Only its words: Redis' client puts whole commands, a password among them, beside its errors. */
export function inWords(error: unknown): string {
  const told: string[] = []
  for (let at = error; at !== undefined && told.length < causesMax; at = at instanceof Error ? at.cause : undefined)
    told.push(at instanceof Error ? (at.stack ?? at.message) : String(at))
  return withoutSecrets(told.join('\ncaused by: '))
}
