import { boilerplateLimit } from '@stancewire/dedup'
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

const replay = (...[id, facts = {}]: Parameters<typeof parsed>) =>
  ({ ...parsed(id, { run: 2, ...facts }), lane: 'replay' }) as const

/** A line on which a run of each article has ended. */
async function aLineThatRead(texts: Readonly<Record<string, string>>) {
  const line = aLine()
  for (const [id, text] of Object.entries(texts)) {
    const outcome = await line.run(parsed(id), text)
    line.ended(parsed(id), is(outcome) === 'pass' ? 'article.classified' : 'article.duplicated')
  }
  return line
}

describe('a replay', () => {
  it('judges the same text of the same article again, where live work has told all of it', async () => {
    const { run, ended } = await aLineThatRead({ a: report })
    const again = await run(replay('a'), report)
    expect(standing(again)).toMatchObject({ relation: 'new', groupId: parsed('a').article.articleId, revision: 1 })
    ended(replay('a'), 'article.classified')
    expect(is(await run(parsed('a', { run: 3 }), report))).toBe('stop')
  })

  it('comes to the same verdict when it is delivered twice', async () => {
    const { run } = await aLineThatRead({ a: report })
    const [once, twice] = [await run(replay('a'), report), await run(replay('a'), report)]
    expect(standing(twice)).toEqual(standing(once))
  })

  it('announces nothing that was not announced the first time', async () => {
    const { run } = aLine()
    const first = await run(parsed('a'), report)
    const again = await run(replay('a'), report)
    expect(announced(again)).toEqual(announced(first))
    expect(again).toMatchObject({ announce: (first as { announce?: unknown }).announce })
  })

  it('leaves a copy a copy of the same article, exact or near', async () => {
    const { run } = await aLineThatRead({ a: report, b: edited, c: report })
    const { groupId, storyId } = standing(await run(replay('a'), report))
    expect(duplicate(await run(replay('b'), edited))).toMatchObject({ relation: 'near', groupId, storyId })
    expect(duplicate(await run(replay('c'), report))).toMatchObject({ relation: 'exact', groupId, storyId })
  })

  it('leaves what opened a group in it, whatever copies of it came after', async () => {
    const { run } = await aLineThatRead({ a: edited, b: report, c: `${report} ${report}` })
    expect(standing(await run(replay('a'), edited))).toMatchObject({
      relation: 'new',
      groupId: parsed('a').article.articleId,
    })
  })

  it('finds no source in what came later and reuses it', async () => {
    const { run } = await aLineThatRead({ a: report, b: background })
    expect(standing(await run(replay('a'), report))).toMatchObject({ relation: 'new', reuses: [] })
  })

  it('leaves one that reuses passages what it was', async () => {
    const { run } = await aLineThatRead({ a: report, b: background })
    expect(standing(await run(replay('b'), background))).toMatchObject({
      relation: 'partial',
      groupId: parsed('b').article.articleId,
      reuses: [{ articleId: parsed('a').article.articleId }],
      revision: 1,
    })
  })

  it('leaves a copy a copy once the index has forgotten its source, and while its text is kept', async () => {
    const { run, forgetIndex } = await aLineThatRead({ a: report, b: edited })
    await forgetIndex()
    expect(duplicate(await run(replay('b'), edited))).toMatchObject({
      relation: 'near',
      groupId: parsed('a').article.articleId,
    })
  })

  it('leaves a copy a copy where nothing is left to compare it with', async () => {
    const { run, bodies, forgetIndex } = await aLineThatRead({ a: report, b: edited })
    await forgetIndex()
    await bodies.drop({ urlId: parsed('a').urlId, run: 1, kind: 'text' })
    expect(duplicate(await run(replay('b'), edited))).toMatchObject({
      relation: 'near',
      groupId: parsed('a').article.articleId,
    })
  })

  it('makes an article its own once its text, read anew, is no copy any more', async () => {
    const { run } = await aLineThatRead({ a: report, b: report })
    expect(standing(await run(replay('b'), other))).toMatchObject({
      relation: 'new',
      groupId: parsed('b').article.articleId,
      revision: 2,
    })
  })

  it('makes an article a copy of an earlier one where its text, read anew, says the same', async () => {
    const { run } = await aLineThatRead({ a: report, b: other })
    expect(duplicate(await run(replay('b'), edited))).toMatchObject({
      relation: 'near',
      groupId: parsed('a').article.articleId,
    })
  })

  it('makes no article a copy of a later one: of two that say the same, one remains', async () => {
    const { run } = await aLineThatRead({ a: other, b: report })
    const [a, b] = [await run(replay('a'), edited), await run(replay('b'), report)]
    expect([a, b].map(is).sort()).not.toEqual(['end', 'end'])
    expect(standing(b)).toMatchObject({ relation: 'new' })
  })

  it('does not wear out the index, however often the same is judged again', async () => {
    const { run } = await aLineThatRead({ a: report })
    for (let round = 2; round < boilerplateLimit + 5; round++) {
      await run(replay('a', { run: round }), report)
    }
    expect(duplicate(await run(parsed('z'), edited))).toMatchObject({ groupId: parsed('a').article.articleId })
  })

  it('does not wear out the index although each verdict is a little different', async () => {
    const { run, bodies } = await aLineThatRead({ a: report, b: background })
    const source = { urlId: parsed('a').urlId, run: 1, kind: 'text' } as const
    const similarities = new Set<number>()
    for (let round = 2; round < boilerplateLimit + 5; round++) {
      await bodies.write(source, sentences.slice(0, 5 + (round % 2)).join(' '))
      similarities.add(standing(await run(replay('b', { run: round }), background)).similarity)
    }
    expect(similarities.size).toBeGreaterThan(1)
    const copy = `${background} Nobody was surprised.`
    expect(duplicate(await run(parsed('z'), copy))).toMatchObject({ groupId: parsed('b').article.articleId })
  })

  it('has the positions of a group told again by the copy that told them', async () => {
    const line = aLine()
    await line.run(parsed('a'), report)
    line.ended(parsed('a'), 'url.failed')
    const carrier = await line.run(parsed('b'), report)
    line.ended(parsed('b'), 'article.classified')
    const again = await line.run(replay('b'), report)
    expect(standing(again)).toEqual(standing(carrier))
    expect(is(await line.run(parsed('c'), report))).toBe('end')
  })

  it('ends another address of the same article as its duplicate, as the first time', async () => {
    const { run } = await aLineThatRead({ a: report })
    await run(parsed('a', { url: 'mobile' }), report)
    expect(duplicate(await run(replay('a', { url: 'mobile' }), report))).toMatchObject({
      relation: 'exact',
      groupId: parsed('a').article.articleId,
    })
  })

  it('is judged as what it is where it was never judged', async () => {
    const { run } = await aLineThatRead({ a: report })
    expect(duplicate(await run(replay('b'), edited))).toMatchObject({ groupId: parsed('a').article.articleId })
    expect(standing(await run(replay('c'), other))).toMatchObject({ relation: 'new', revision: 1 })
  })
})
