import { MissingBodyError } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import {
  aLine,
  announced,
  background,
  duplicate,
  edited,
  is,
  other,
  parsed,
  report,
  sentences,
  standing,
} from '../test/a-line.ts'

describe('DEDUPLICATE', () => {
  it('passes on what is new, with a group and a story of its own', async () => {
    const { run } = aLine()
    const outcome = await run(parsed('a'), report)
    expect(standing(outcome)).toMatchObject({
      relation: 'new',
      similarity: 0,
      groupId: parsed('a').article.articleId,
      revision: 1,
      reuses: [],
    })
    expect(announced(outcome)).toEqual(['story.created'])
  })

  it('ends an exact copy in the group and the story of the first', async () => {
    const { run } = aLine()
    const first = standing(await run(parsed('a'), report))
    const outcome = await run(parsed('b'), report.replaceAll('.', ' .'))
    const { groupId, storyId } = first
    expect(duplicate(outcome)).toMatchObject({
      relation: 'exact',
      similarity: 1,
      groupId,
      storyId,
      duplicateOf: groupId,
    })
    expect(announced(outcome)).toEqual([])
  })

  it('ends a near copy, and a copy of that, in the group of the first', async () => {
    const { run } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    expect(duplicate(await run(parsed('b'), edited))).toMatchObject({ relation: 'near', groupId })
    expect(duplicate(await run(parsed('c'), edited))).toMatchObject({ relation: 'exact', groupId })
  })

  it('passes on an article that reuses passages, and says of whom', async () => {
    const { run } = aLine()
    await run(parsed('a'), report)
    expect(standing(await run(parsed('b'), background))).toMatchObject({
      relation: 'partial',
      groupId: parsed('b').article.articleId,
      reuses: [{ articleId: parsed('a').article.articleId }],
    })
  })

  it('passes on what has nothing to do with the rest, into a story of its own', async () => {
    const { run } = aLine()
    const first = standing(await run(parsed('a'), report))
    const second = standing(await run(parsed('b'), other))
    expect(second).toMatchObject({ relation: 'new' })
    expect(second.storyId).not.toBe(first.storyId)
  })

  it('ends another address of the same article as its duplicate, whatever its text', async () => {
    const { run } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    expect(duplicate(await run(parsed('a', { url: 'a-mobile' }), report))).toMatchObject({ relation: 'exact', groupId })
    expect(duplicate(await run(parsed('a', { url: 'a-print' }), `${report} Print.`))).toMatchObject({
      relation: 'near',
      groupId,
    })
  })

  it('sends a run without its text back to FETCH', async () => {
    await expect(aLine().withoutText(parsed('a'))).rejects.toThrow(MissingBodyError)
  })
})

describe('a job that runs twice', () => {
  it.each([
    ['new', other],
    ['exact', report],
    ['near', edited],
    ['partial', background],
  ])('ends in the same place, with the same events: %s', async (_, text) => {
    const { run, openHandle } = aLine()
    await run(parsed('a'), report)
    const outcome = await run(parsed('b'), text)
    await run(parsed('c'), text)
    expect(await run(parsed('b'), text)).toEqual(outcome)
    expect(await run(parsed('b'), text, openHandle())).toEqual(outcome)
  })

  it('of a first article too, although copies came in between', async () => {
    const { run } = aLine()
    const outcome = await run(parsed('a'), report)
    await run(parsed('b'), report)
    expect(await run(parsed('a'), report)).toEqual(outcome)
  })
})

describe('a further run of a URL', () => {
  it('stops where the text is unchanged', async () => {
    const { run, ended } = aLine()
    await run(parsed('a'), report)
    ended(parsed('a'), 'article.classified')
    expect(await run(parsed('a', { run: 2 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
    await run(parsed('b'), report)
    ended(parsed('b'), 'article.duplicated')
    expect(await run(parsed('b', { run: 2 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
  })

  it('is a revision where the text has changed, in the same group and story', async () => {
    const { run, ended } = aLine()
    const first = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'article.classified')
    const again = standing(await run(parsed('a', { run: 2 }), edited))
    expect(again).toMatchObject({ revision: 2, relation: 'new', groupId: first.groupId, storyId: first.storyId })
    expect(again.textHash).not.toBe(first.textHash)
    ended(parsed('a', { run: 2 }), 'article.classified')
    expect(await run(parsed('a', { run: 3 }), edited)).toMatchObject({ is: 'stop', reason: 'unchanged' })
    expect(standing(await run(parsed('a', { run: 4 }), report))).toMatchObject({ revision: 3 })
  })

  it('is read again where the run before it failed, and stops where one of them was told', async () => {
    const { run, ended } = aLine()
    const first = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'url.failed')
    expect(standing(await run(parsed('a', { run: 2 }), report))).toEqual(first)
    ended(parsed('a', { run: 2 }), 'article.classified')
    expect(await run(parsed('a', { run: 3 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
    ended(parsed('a', { run: 3 }), 'url.stopped')
    expect(await run(parsed('a', { run: 4 }), report)).toMatchObject({ is: 'stop', reason: 'unchanged' })
  })
})

describe('a group', () => {
  it('gets its positions from its next member where the first one failed', async () => {
    const { run, ended } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'url.failed')
    const second = await run(parsed('b'), report)
    expect(standing(second)).toMatchObject({ relation: 'exact', groupId })
    expect(await run(parsed('b'), report)).toEqual(second)
    expect(is(await run(parsed('c'), report))).toBe('end')
  })

  it('whose copy told its positions tells them once: the first one ends as a copy of it when it is tried again', async () => {
    const { run, ended } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'url.failed')
    await run(parsed('b'), edited)
    const again = parsed('a', { run: 2 })
    const second = await run(again, report)
    expect(duplicate(second)).toMatchObject({ relation: 'near', groupId, duplicateOf: parsed('b').article.articleId })
    expect(await run(again, report)).toEqual(second)
    ended(parsed('b'), 'article.classified')
    expect(is(await run(parsed('a', { run: 3 }), report))).toBe('end')
  })

  it('gets its positions from its first member, tried again, where the copy that stood in for it failed too', async () => {
    const { run, ended } = aLine()
    const { groupId } = standing(await run(parsed('a'), report))
    ended(parsed('a'), 'url.failed')
    await run(parsed('b'), report)
    ended(parsed('b'), 'url.failed')
    expect(standing(await run(parsed('a', { run: 2 }), report))).toMatchObject({ relation: 'new', groupId })
  })

  it('whose positions were told keeps them, although doing its carrier again failed', async () => {
    const { run, ended } = aLine()
    await run(parsed('a'), report)
    ended(parsed('a'), 'article.classified')
    const again = { ...parsed('a', { run: 2 }), lane: 'replay' as const }
    expect(is(await run(again, report))).toBe('pass')
    ended(again, 'url.failed')
    expect(is(await run(parsed('b'), report))).toBe('end')
  })

  it('gets the positions of a first member whose text has changed from this member', async () => {
    const { run, ended } = aLine()
    await run(parsed('a'), report)
    ended(parsed('a'), 'url.failed')
    await run(parsed('b'), report)
    ended(parsed('b'), 'article.classified')
    expect(standing(await run(parsed('a', { run: 2 }), edited))).toMatchObject({ relation: 'new', revision: 2 })
  })

  it('shows the member that was published first, whenever it came', async () => {
    const { run } = aLine()
    const { groupId } = standing(await run(parsed('a', { publishedAt: '2024-02-27T10:00:00.000Z' }), report))
    const late = await run(parsed('b', { publishedAt: '2024-02-27T08:00:00.000Z' }), report)
    expect(late.is === 'end' && late.announce).toEqual([
      {
        type: 'original.changed',
        data: {
          groupId,
          original: parsed('b').article.articleId,
          previous: groupId,
          publishedAt: '2024-02-27T08:00:00.000Z',
          topics: ['rain-tax'],
        },
      },
    ])
    expect(announced(await run(parsed('c', { publishedAt: '2024-02-27T09:00:00.000Z' }), report))).toEqual([])
    expect(announced(await run(parsed('d', { publishedAt: null }), report))).toEqual([])
  })

  it('shows the member that was published first although copies overtook the first one', async () => {
    for (const [at, originals] of [
      ['08', ['b']],
      ['12', ['b', 'a']],
    ] as const) {
      const { run, openDying } = aLine()
      await expect(run(parsed('a'), report, openDying())).rejects.toThrow('killed')
      const overtaking = await run(parsed('b', { publishedAt: `2024-02-27T${at}:00:00.000Z` }), report)
      const again = await run(parsed('a'), report)
      const shown = [overtaking, again].flatMap((outcome) =>
        outcome.is === 'pass' || outcome.is === 'end' ? outcome.announce : [],
      )
      const changes = shown.flatMap((event) => (event.type === 'original.changed' ? [event.data.original] : []))
      expect(changes).toEqual(originals.map((id) => parsed(id).article.articleId))
    }
  })
})

describe('many handlers at once', () => {
  it('pass on one of fifty copies: the others end in its group, and the story holds one article', async () => {
    const { run, openHandle } = aLine()
    const handles = [openHandle(), openHandle(), openHandle(), openHandle()]
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, at) => run(parsed(`copy-${at}`), report, handles[at % handles.length])),
    )
    const [passed, ...more] = outcomes.filter(({ is }) => is === 'pass')
    expect(more).toEqual([])
    const { groupId, storyId } = standing(passed ?? { is: 'later', ms: 0, why: 'none passed' })
    const copies = outcomes.filter((outcome) => outcome !== passed).map(duplicate)
    expect(copies).toHaveLength(49)
    expect(new Set(copies.map((copy) => copy.groupId))).toEqual(new Set([groupId]))
    expect(new Set(copies.map((copy) => copy.storyId))).toEqual(new Set([storyId]))
    expect(outcomes.flatMap(announced)).toEqual(['story.created'])
  })

  it('pass on one of ten addresses of the same article', async () => {
    const { run, openHandle } = aLine()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) => run(parsed('a', { url: `form-${at}` }), report, openHandle())),
    )
    expect(outcomes.map(is).sort()).toEqual([...Array<string>(9).fill('end'), 'pass'])
  })

  it('put articles that report the same into one story', async () => {
    const { run, openHandle } = aLine()
    const reports = [
      report,
      ...[1, 2, 3, 4].map(
        (cut) =>
          `${sentences
            .slice(cut, cut + 6)
            .reverse()
            .join(' ')} ${other.slice(0, 40 * cut)}`,
      ),
    ]
    const outcomes = await Promise.all(reports.map((text, at) => run(parsed(`r-${at}`), text, openHandle())))
    const events = outcomes.flatMap((outcome) => (outcome.is === 'pass' ? outcome.announce : []))
    const sizes = events
      .filter(({ type }) => type.startsWith('story.'))
      .map(({ data }) => `${'storyId' in data && data.storyId} ${'size' in data && data.size}`)
    expect(new Set(sizes).size).toBe(sizes.length)
  })

  it('pass on twenty different articles', async () => {
    const { run, openHandle } = aLine()
    const handles = [openHandle(), openHandle()]
    const words = other.split(' ')
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        const text = words.map((word, place) => (place % 3 === 0 ? `${word}${at}` : word)).join(' ')
        return run(parsed(`own-${at}`), text, handles[at % 2])
      }),
    )
    expect(new Set(outcomes.map(is))).toEqual(new Set(['pass']))
  })
})
