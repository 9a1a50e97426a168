import type { CloudEvent } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { anEvent, aPosition, classified, idOf } from '../test/events.ts'
import { gatherStandings } from './standings.ts'

function standingsOf(...events: CloudEvent[]) {
  const standings = gatherStandings()
  for (const event of events) standings.add(event)
  return standings
}

describe('gatherStandings', () => {
  it('shows the position that was stated last, however the events arrived', () => {
    const found = standingsOf(
      classified(2, [aPosition('Ada Holm', 'oppose')]),
      classified(1, [aPosition('Ada Holm', 'support')]),
    ).of('tram-line')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      holder: 'Ada Holm',
      latest: { stance: 'oppose' },
      statedAt: '2026-03-02T09:00:00Z',
      articles: 2,
      byStance: { support: 1, oppose: 1, mixed: 0 },
    })
  })

  it('takes the later on the stream where two were stated at one time', () => {
    const at = { publishedAt: '2026-03-02' }
    const [found] = standingsOf(
      classified(1, [aPosition('Ada Holm', 'oppose')], at),
      classified(2, [aPosition('Ada Holm', 'mixed')], at),
    ).of('tram-line')
    expect(found?.latest.stance).toBe('mixed')
  })

  it('goes by the time of fetching where the article has no date', () => {
    const [found] = standingsOf(
      classified(1, [aPosition('Ada Holm', 'oppose')], { publishedAt: null, fetchedAt: '2026-03-09T09:00:00Z' }),
      classified(2, [aPosition('Ada Holm', 'support')]),
    ).of('tram-line')
    expect(found).toMatchObject({ statedAt: '2026-03-09T09:00:00Z', latest: { stance: 'oppose' } })
  })

  it('is not turned round by one unsure reading, however late', () => {
    const unsure = { ...aPosition('Ada Holm', 'oppose'), confidence: 0.3 }
    const [found] = standingsOf(classified(1, [aPosition('Ada Holm', 'support')]), classified(2, [unsure])).of(
      'tram-line',
    )
    expect(found).toMatchObject({ latest: { stance: 'support' }, byStance: { support: 1, oppose: 1 } })
    expect(standingsOf(classified(2, [unsure])).of('tram-line')[0]?.latest.stance).toBe('oppose')
  })

  it('knows a holder however the name is capitalised, and shows the name of the last', () => {
    const found = standingsOf(
      classified(1, [aPosition('ADA HOLM', 'support')]),
      classified(2, [aPosition('Ada Holm', 'support')]),
    ).of('tram-line')
    expect(found.map(({ holder, articles }) => ({ holder, articles }))).toEqual([{ holder: 'Ada Holm', articles: 2 }])
  })

  it('counts the outlets of copies under the positions of their group, whichever came first', () => {
    const copy = (outlet: string | null) => anEvent('article.duplicated', { groupId: idOf('a', 1), outlet })
    const [found] = standingsOf(
      copy('The Copyist'),
      classified(1, [aPosition('Ada Holm', 'support')]),
      copy('The Copyist'),
      copy('The Echo'),
      copy(null),
    ).of('tram-line')
    expect(found?.outlets.toSorted()).toEqual(['Outlet 1', 'The Copyist', 'The Echo'])
    expect(found?.articles).toBe(1)
  })

  it('replaces all that an article said by what its new revision says', () => {
    const standings = standingsOf(
      classified(1, [aPosition('Ada Holm', 'support'), aPosition('Bo Lind', 'oppose')]),
      classified(2, [aPosition('Bo Lind', 'support')]),
      classified(1, [aPosition('Ada Holm', 'mixed')], { revision: 2 }),
    )
    const found = standings.of('tram-line').map(({ holder, latest, articles }) => [holder, latest.stance, articles])
    expect(found.toSorted()).toEqual([
      ['Ada Holm', 'mixed', 1],
      ['Bo Lind', 'support', 1],
    ])
  })

  it('forgets what an article said on a topic that its new revision is not on', () => {
    const standings = standingsOf(
      classified(1, [aPosition('Ada Holm', 'support')]),
      classified(1, [aPosition('Ada Holm', 'oppose')], { revision: 2 }, 'night-bus'),
    )
    expect(standings.of('tram-line')).toEqual([])
    expect(standings.of('night-bus')).toHaveLength(1)
  })

  it('keeps topics apart, and names those that had an article', () => {
    const standings = standingsOf(classified(1, [aPosition('Ada Holm', 'support')]), classified(2, [], {}, 'night-bus'))
    expect(standings.topics()).toEqual(['tram-line', 'night-bus'])
    expect(standings.of('night-bus')).toEqual([])
    expect(standings.of('unheard-of')).toEqual([])
  })

  it('puts those first of whom most articles tell, and passes over what is no event of the line', () => {
    const found = standingsOf(
      { ...anEvent('url.stopped'), type: 'something.else' },
      classified(1, [aPosition('Ada Holm', 'support'), aPosition('Bo Lind', 'oppose')]),
      classified(2, [aPosition('Bo Lind', 'oppose')]),
    ).of('tram-line')
    expect(found.map(({ holder }) => holder)).toEqual(['Bo Lind', 'Ada Holm'])
  })
})
