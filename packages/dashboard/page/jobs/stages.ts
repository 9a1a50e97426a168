import { stageTitle } from '../line/stage-names.ts'

/** The stages of the line, top to bottom. */
export const stages = ['fetch', 'parse', 'deduplicate', 'classify-stance'] as const

/** A stage as the line's picture calls it; a dash where there is none. */
export function stageName(stage: string | null | undefined): string {
  return stage ? stageTitle(stage) : '–'
}
