import type { ListTopicPositions, ListTopicStatements } from '../api/answers.ts'

/** The stances, in the order in which they stand beside one another. */
export const stances = ['support', 'mixed', 'oppose'] as const
export type StanceName = (typeof stances)[number]

/** So many of something take each stance. */
export type StanceCounts = Readonly<Record<StanceName, number>>

export type HolderPosition = ListTopicPositions['items'][number]
export type Statement = ListTopicStatements['items'][number]

/** Kinds of holder, as a reader calls them. */
export const typeWords: Readonly<Record<string, string>> = {
  person: 'person',
  country: 'country',
  organisation: 'organisation',
  group: 'group',
}

const attributionWords: Readonly<Record<string, string>> = {
  direct_quote: 'in their own words',
  indirect: 'as reported speech',
  narrated: 'as the outlet tells it',
  headline: 'in the headline',
}

/** How the words reached the reader. */
export function attributionWord(attribution: string): string {
  return attributionWords[attribution] ?? attribution.replaceAll('_', ' ')
}

/** How firmly something was worded. */
export function strengthWord(strength: string): string {
  return `${strength} wording`
}
