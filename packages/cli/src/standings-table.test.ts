import { stripVTControlCharacters } from 'node:util'
import type { Stance } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { aPosition } from '../test/events.ts'
import type { HolderStanding } from './standings.ts'
import { renderStandings } from './standings-table.ts'

function aStanding(holder: string, stance: Stance, fields: Partial<HolderStanding> = {}): HolderStanding {
  return {
    holder,
    affiliation: null,
    latest: aPosition(holder, stance),
    statedAt: '2026-03-03',
    outlets: ['The News'],
    articles: 1,
    byStance: { support: 0, oppose: 0, mixed: 0, [stance]: 1 },
    ...fields,
  }
}

const linesOf = (...given: Parameters<typeof renderStandings>) =>
  stripVTControlCharacters(renderStandings(...given)).split('\n')

describe('renderStandings', () => {
  it('says so where nobody took a position', () => {
    expect(renderStandings([])).toBe('nobody has been seen to take a position')
  })

  it('shows support first and opposition last, and in each those who are reported most', () => {
    const [head, ...rows] = linesOf([
      aStanding('Nay', 'oppose', { articles: 9 }),
      aStanding('Aye', 'support'),
      aStanding('Loud Aye', 'support', { articles: 5 }),
      aStanding('Well', 'mixed'),
    ])
    expect(head).toMatch(/^holder +stance +strength +sup\/mix\/opp +outlets +evidence$/)
    expect(rows.map((row) => row.split('  ')[0])).toEqual(['Loud Aye', 'Aye', 'Well', 'Nay'])
  })

  it('names an affiliation that says more than the name', () => {
    const rows = linesOf([
      aStanding('Ada Holm', 'support', { affiliation: 'Harbour Council' }),
      aStanding('Harbour Council', 'support', { affiliation: 'Harbour Council' }),
    ])
    expect(rows[1]).toContain('Ada Holm (Harbour Council)')
    expect(rows[2]).toMatch(/^Harbour Council +support/)
  })

  it('shows the most reported where not all fit, and says how many are left', () => {
    const many = Array.from({ length: 12 }, (_, at) => aStanding(`Holder ${at}`, 'oppose', { articles: at }))
    const lines = linesOf(many, { most: 2 })
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain('Holder 11')
    expect(lines[2]).toContain('Holder 10')
    expect(lines[3]).toBe('and 10 more who were reported less')
  })

  it.each([112, 120, 200])('keeps the lines within a terminal of %i columns', (width) => {
    const quote = 'word '.repeat(100)
    const standing = aStanding('A holder of a very long name indeed, of the', 'support', {
      affiliation: 'Association of Long Names',
      latest: aPosition('x', 'support', { quote }),
    })
    const widest = Math.max(...linesOf([standing], { width }).map((line) => line.length))
    expect(widest).toBeLessThanOrEqual(width)
    expect(widest).toBeGreaterThan(width - 30)
  })
})
