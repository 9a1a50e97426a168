import type { ListJobs } from '../api/answers.ts'

type Why = NonNullable<ListJobs['items'][number]['putOff']>['why']

const texts: Readonly<Record<Why, string>> = {
  'host-paused': 'Host is paused',
  'host-blocked': 'Host is blocked',
  'back-off': 'Back-off after a failed try',
  'host-turn': 'Not the host’s turn',
  other: 'Not yet',
}

/** Every reason why a job can be put off. */
export const putOffReasons = Object.keys(texts) as Why[]

/** Why a job is put off, in a few words. */
export function putOffText(why: Why): string {
  return texts[why]
}
