import { namesAuthor } from './byline.ts'
import { creditsPhoto } from './caption.ts'
import { countsSomething, headsComments } from './counters.ts'
import { givesDate } from './date-line.ts'
import { gluedHeading, labelKind } from './labels.ts'
import { leadsElsewhere } from './leads.ts'
import { readLine } from './line.ts'
import { promptKind } from './prompts.ts'
import { namesSource } from './sources.ts'

/** What a line is when it is not a line of the article. */
export type FurnitureKind = 'line' | 'byline' | 'caption' | 'offer' | 'list-heading' | 'tail-heading'

/** A longer paragraph, in characters, is never furniture by its words. */
const maxLength = 700

/** Says what kind of furniture a line is, or null when it may belong to the article. Looks at words only, in nine languages. */
export function furnitureKind(text: string): FurnitureKind | null {
  if (text.length > maxLength) return null
  const line = readLine(text)
  const label = labelKind(line)
  if (label !== null) return label
  const heading = gluedHeading(line)
  if (heading !== null) return heading
  if (headsComments(line)) return 'tail-heading'
  if (namesAuthor(line) || givesDate(line)) return 'byline'
  if (creditsPhoto(line)) return 'caption'
  const prompt = promptKind(line)
  if (prompt !== null) return prompt
  return leadsElsewhere(line) || countsSomething(line) || namesSource(line) ? 'line' : null
}
