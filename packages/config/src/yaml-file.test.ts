import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { Settings } from './settings.ts'
import { parseYaml } from './yaml-file.ts'

/** The faults of a settings file of these lines. */
function faults(...lines: string[]): readonly string[] {
  try {
    parseYaml('s.yaml', lines.join('\n'), Settings)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('parseYaml', () => {
  it('names an unknown key on its own line, wherever it stands', () => {
    expect(faults('# comment', 'topics: [a.yaml]', 'limits:', '  fetch:', '    hostDelay: 3', 'source: []')).toEqual([
      's.yaml:5: limits.fetch.hostDelay: found 3, expected no such key',
      's.yaml:6: source: found [], expected no such key',
    ])
  })

  it('names a value of the wrong type, and one out of bounds', () => {
    expect(
      faults('topics: [a.yaml]', 'limits:', '  eventsMax: many', '  inFlightMax: 0', 'monitor: {port: 1.5}'),
    ).toEqual([
      's.yaml:3: limits.eventsMax: found "many", expected a value of type number',
      's.yaml:4: limits.inFlightMax: found 0, expected number to be >=1',
      's.yaml:5: monitor.port: found 1.5, expected a value of type int',
    ])
  })

  it('says what may stand in a closed list', () => {
    expect(faults('topics: [a.yaml]', 'limits:', '  fetch: {allowPrivate: all}')).toEqual([
      's.yaml:3: limits.fetch.allowPrivate: found "all", expected one of none, loopback',
    ])
  })

  it('says that nothing was found where a key is missing', () => {
    expect(faults('', '')).toEqual(['s.yaml:1: topics: found nothing, expected a value of type array'])
    expect(faults('topics: [a.yaml]', 'sources:', '  - id: post')).toEqual([
      's.yaml:3: sources.0.url: found nothing, expected an http or https address',
    ])
  })

  it('names a source whose id another one has, and one that is no web address', () => {
    const sources = [
      'sources:',
      '  - id: post',
      '    url: https://a.example/',
      '  - id: post',
      '    url: ftp://b.example/',
    ]
    expect(faults('topics: [a.yaml]', ...sources)).toContain(
      's.yaml:6: sources.1.url: found "ftp://b.example/", expected an http or https address',
    )
    expect(faults('topics: [a.yaml]', ...sources.slice(0, -1), '    url: https://b.example/')).toEqual([
      's.yaml:5: sources.1.id: found "post", expected an id that no other source has',
    ])
  })

  it.each([
    ['brackets that do not close', ['topics: [a', 'sources: []'], 's.yaml:2: '],
    ['a key twice', ['topics: [a]', 'topics: [b]'], 's.yaml:2: '],
    ['an alias of nothing', ['topics: *here'], 's.yaml: '],
    [
      'aliases that unfold without end',
      ['a: &a [1,1,1,1,1,1,1,1,1,1]', 'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]', 'c: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]'],
      's.yaml: ',
    ],
  ])('reports %s as no YAML', (_, lines, where) => {
    expect(faults(...lines)[0]).toMatch(new RegExp(`^${where}not valid YAML: .+`))
  })

  it.each([['- a'], ['text'], ['null: 1']])('reports %j instead of settings', (text) => {
    expect(faults(text).length).toBeGreaterThan(0)
  })

  it('cuts what it found to a readable length', () => {
    const [fault = ''] = faults(`topics: ${'x'.repeat(5_000)}`)
    expect(fault.length).toBeLessThan(200)
  })
})
