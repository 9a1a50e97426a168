/** How a run ended, as the archive counts it, in words: `duplicated`, `off-topic`, `failed: error`. */
export function outcomeWords(outcome: string): string {
  const [kind = '', reason] = outcome.split(':')
  if (reason === undefined) return kind.replace(/^article\./, '')
  return kind === 'stop' ? reason : `failed: ${reason}`
}
