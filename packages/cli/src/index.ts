export { balanceOf, openRunsBy } from './balance.ts'
export { eventSentence } from './event-sentence.ts'
export { gatherStandings, type HolderStanding } from './standings.ts'
export { renderStandings } from './standings-table.ts'
