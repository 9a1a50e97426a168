import { styleText } from 'node:util'
import type { Stance } from '@stancewire/contracts'
import type { HolderStanding } from './standings.ts'
import { clip, renderTable } from './table.ts'

const order: readonly Stance[] = ['support', 'mixed', 'oppose']
const colors = { support: 'green', mixed: 'yellow', oppose: 'red' } as const

/** The who-stands-where table: holder, stance, strength, evidence, outlets. */
export function renderStandings(standings: readonly HolderStanding[], width = 120): string {
  if (standings.length === 0) return 'nobody has been seen to take a position'
  const sorted = [...standings].sort(
    (a, b) => order.indexOf(a.latest.stance) - order.indexOf(b.latest.stance) || b.articles - a.articles,
  )
  const evidenceMax = Math.max(30, width - 76)
  const rows = sorted.map(({ holder, affiliation, latest, outlets, articles }) => [
    clip(affiliation && affiliation !== holder ? `${holder} (${affiliation})` : holder, 36),
    styleText(colors[latest.stance], latest.stance),
    latest.strength,
    String(articles),
    String(outlets.length),
    clip(latest.quote, evidenceMax),
  ])
  return renderTable(['holder', 'stance', 'strength', 'articles', 'outlets', 'evidence'], rows)
}
