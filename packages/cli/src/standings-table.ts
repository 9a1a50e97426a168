import { styleText } from 'node:util'
import type { Stance } from '@stancewire/contracts'
import type { HolderStanding } from './standings.ts'
import { clip, renderTable } from './table.ts'

const order: readonly Stance[] = ['support', 'mixed', 'oppose']
const colors = { support: 'green', mixed: 'yellow', oppose: 'red' } as const

type Layout = {
  /** Columns of the terminal; wide where there is none. */
  readonly width?: number | undefined
  /** Rows at most: those reported most are shown. */
  readonly most?: number
}

const widthWithoutTerminal = 160
const evidenceMin = 30
// What the other columns take at most.
const besidesEvidence = 82

/** The who-stands-where table: holder, stance, strength, evidence, outlets. */
export function renderStandings(standings: readonly HolderStanding[], { width, most = 1_000 }: Layout = {}): string {
  if (standings.length === 0) return 'nobody has been seen to take a position'
  const byWeight = (a: HolderStanding, b: HolderStanding) =>
    b.articles - a.articles || b.outlets.length - a.outlets.length
  const shown = [...standings].sort(byWeight).slice(0, most)
  shown.sort((a, b) => order.indexOf(a.latest.stance) - order.indexOf(b.latest.stance) || byWeight(a, b))
  const evidenceMax = Math.max(evidenceMin, (width ?? widthWithoutTerminal) - besidesEvidence)
  const rows = shown.map(({ holder, affiliation, latest, outlets, byStance }) => [
    clip(affiliation && affiliation !== holder ? `${holder} (${affiliation})` : holder, 36),
    styleText(colors[latest.stance], latest.stance),
    latest.strength,
    `${byStance.support}/${byStance.mixed}/${byStance.oppose}`,
    String(outlets.length),
    clip(latest.quote, evidenceMax),
  ])
  const left = standings.length - shown.length
  const table = renderTable(['holder', 'stance', 'strength', 'sup/mix/opp', 'outlets', 'evidence'], rows)
  return left > 0 ? `${table}\n${styleText('dim', `and ${left} more who were reported less`)}` : table
}
