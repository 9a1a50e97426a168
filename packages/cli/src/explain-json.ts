import type { Explanation } from '@stancewire/extraction'
import type { PageFound } from './explain-found.ts'

// JSON leaves these as they are, and a terminal may obey them.
const steering = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** An explanation as one JSON object on one line: `{url, media, extraction, textFrom, parts}`. */
export function explanationAsJson(explanation: Explanation, { url, media }: PageFound): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify({ url, media, ...explanation }).replace(steering, escaped)
}
