import type { Word } from './supervise.ts'

/** What a service said of itself, for whoever watches the terminal. */
export function sentenceOf(word: Word): string {
  if ('ready' in word) return `${word.ready} is ready`
  if ('monitor' in word) return `queue monitor at ${word.monitor}`
  if ('api' in word) return `dashboard at ${openable(word.api)}, API at ${openable(word.api)}/v1`
  return `${word.restarted} ended (${word.why}) and is started again`
}

/** Who listens on every address is reached at this machine's own: the other is none that a browser opens. */
function openable(url: string): string {
  return url.replace(/^http:\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, 'http://127.0.0.1')
}
