import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportFields } from '@stancewire/read-model'
import { describe, expect, it } from 'vitest'
import { aFolder } from '../test/command.ts'
import { attributionColumns } from './attribution-table.ts'
import { openCsv } from './csv.ts'
import { dnaColumns, dnaRows, type Evidence, type Mixed } from './dna-table.ts'

const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'export.md'), 'utf8')
const concept = 'The town should build a tram line to the harbour.'

function said(name: string, stance: string, more: Partial<Evidence> = {}): Evidence {
  return {
    ...{ topicId: 'tram-line', name, type: 'person', affiliation: null, stance, strength: 'strong', confidence: 0.9 },
    ...{ quote: `${name}, "on trams"`, start: 3, end: 9, attribution: 'direct_quote', statedMs: 1_772_528_400_999 },
    ...{ articleId: `a${'1'.repeat(32)}`, place: 0, url: 'https://courier.example/1', title: 'On, trams' },
    ...{ authors: ['Nils Aune', 'Pia Dahl'], outlet: 'Courier' },
    ...more,
  }
}

const rowsOf = (statements: readonly Evidence[], mixed: Mixed = 'omit') =>
  statements.flatMap((statement) => dnaRows(statement, { concept, mixed }))

describe('the table for discourse networks', () => {
  it('says who agrees with what, where, when and in which words', () => {
    expect(rowsOf([said('Ida Holm', 'support', { affiliation: 'Harbour Council' })])).toEqual([
      {
        ...{ statement_id: `a${'1'.repeat(32)}/tram-line/0`, document_id: `a${'1'.repeat(32)}` },
        ...{ document_title: 'On, trams', date: '2026-03-03', date_time: '2026-03-03T09:00:00Z' },
        ...{ author: 'Nils Aune; Pia Dahl', source: 'Courier', url: 'https://courier.example/1' },
        ...{ actor: 'Ida Holm', actor_type: 'person', person: 'Ida Holm', organization: 'Harbour Council' },
        ...{ concept, agreement: 1, excerpt: 'Ida Holm, "on trams"', start: 3, stop: 9 },
        ...{ stance: 'support', strength: 'strong', confidence: 0.9, attribution: 'direct_quote', topic: 'tram-line' },
      },
    ])
  })

  it('takes whoever is no person as organisation', () => {
    const [row] = rowsOf([said('Free Rails', 'oppose', { type: 'organisation' })])
    expect(row).toMatchObject({ actor: 'Free Rails', person: null, organization: 'Free Rails', agreement: 0 })
  })

  it('never makes a mixed statement one for or against: none, or both', () => {
    const mixed = [said('Jon Berg', 'mixed')]
    expect(rowsOf(mixed)).toEqual([])
    const both = rowsOf(mixed, 'both')
    expect(both.map(({ agreement, stance }) => [agreement, stance])).toEqual([
      [1, 'mixed'],
      [0, 'mixed'],
    ])
    expect(new Set(both.map((row) => row.statement_id)).size).toBe(2)
  })

  it('has the columns that are promised, in their order', () => {
    expect(Object.keys(rowsOf([said('Ida Holm', 'support')])[0] ?? {})).toEqual([...dnaColumns])
  })
})

describe('docs/export.md', () => {
  it('names every column of that table', () => {
    const [, section = ''] = page.split('## For Discourse Network Analyzer')
    const named = [...section.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(named.sort()).toEqual([...dnaColumns].sort())
  })

  it('names every field of everything else, in its order', () => {
    const { articles: _, texts: articles, evidence: __, ...rest } = exportFields
    const kinds = Object.entries({ articles, ...rest, attributions: attributionColumns })
    for (const [kind, expected] of kinds) {
      const [, fields = ''] = new RegExp(`^\\| \`${kind}\` \\| ([^|]+) \\|$`, 'm').exec(page) ?? []
      expect(fields.replace('; with `--text`:', ',').split(', '), kind).toEqual(expected)
    }
  })

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('builds a network in Python from the table', async () => {
    const statements = [
      said('Ida Holm', 'support'),
      said('Ida Holm', 'support', { place: 1 }),
      said('Free\nRails, "west"', 'support', { type: 'organisation' }),
      said('Jon Berg', 'oppose'),
      said('Mara Lind', 'mixed'),
    ]
    await using folder = await aFolder()
    const [, program = ''] = /```python\n([\s\S]*?)```/.exec(page) ?? []
    const csv = openCsv(dnaColumns, { bom: true })
    await writeFile(join(folder.path, 'network.py'), program)
    await writeFile(join(folder.path, 'table.csv'), csv.head() + csv.rows(rowsOf(statements, 'both')))
    const out = execFileSync('python3', ['network.py', 'table.csv'], { cwd: folder.path, encoding: 'utf8' })
    const lines = out.replaceAll('Free\nRails', 'Free Rails').trimEnd().split('\n')
    expect(lines.map((line) => line.split('\t'))).toEqual([
      ['tie', 'Free Rails, "west"', concept, '1'],
      ['tie', 'Ida Holm', concept, '2'],
      ['tie', 'Jon Berg', concept, '-1'],
      ['tie', 'Mara Lind', concept, '0'],
      ['congruence', 'Free Rails, "west"', 'Ida Holm', '1'],
      ['congruence', 'Free Rails, "west"', 'Mara Lind', '1'],
      ['congruence', 'Ida Holm', 'Mara Lind', '1'],
      ['congruence', 'Jon Berg', 'Mara Lind', '1'],
    ])
  })
})
