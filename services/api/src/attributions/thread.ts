import { type Attribution, attribute, isEnglish } from '@stancewire/stance'

/** A text to read, and its language where that is known. */
export type ReadingTask = { readonly text: string; readonly language: string | null }

/** The work of the thread that reads texts: what a text costs its reader keeps no other request waiting. */
export function makeWork(): (task: ReadingTask) => readonly Attribution[] | 'language-unsupported' {
  return ({ text, language }) => (isEnglish(language) ? attribute(text) : 'language-unsupported')
}
