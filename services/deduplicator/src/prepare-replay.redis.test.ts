import { DedupVerdict, messageVersion } from '@stancewire/contracts'
import type { ReplayRequest } from '@stancewire/storage'
import { describe, expect, it } from 'vitest'
import { aLine, edited, is, other, parsed, report, standing } from '../test/a-line.ts'
import { makePrepare } from './prepare-replay.ts'

function asks(id: string, stage: ReplayRequest['stage'], run = 1): ReplayRequest {
  const { urlId, url } = parsed(id)
  const hint = { title: null, publishedAt: null }
  const found = {
    v: messageVersion,
    urlId,
    run,
    url,
    host: 'news.example',
    sourceId: null,
    outlet: null,
    hint,
  } as const
  return { ...found, discoveredAt: '2024-02-27T10:00:00.000Z', batch: 'b1', stage }
}

/** A line on which a run of each article has ended, and what prepares their replays. */
async function aLineThatRead(texts: Readonly<Record<string, string>>) {
  const line = aLine()
  for (const [id, text] of Object.entries(texts)) {
    const outcome = await line.run(parsed(id), text)
    line.ended(parsed(id), is(outcome) === 'pass' ? 'article.classified' : 'article.duplicated')
  }
  return { ...line, prepare: makePrepare(line) }
}

describe('a replay of PARSE', () => {
  const fetched = {
    v: messageVersion,
    urlId: parsed('a').urlId,
    run: 1,
    url: parsed('a').url,
    finalUrl: parsed('a').url,
    media: 'html',
    outlet: null,
    fetchedAt: '2024-02-27T12:00:00.000Z',
    hint: { title: null, publishedAt: null },
  } as const
  const ref = { urlId: fetched.urlId, run: 1 }

  it('begins with the message that the page came with, and keeps both under the new run, the text not', async () => {
    const { prepare, bodies } = await aLineThatRead({ a: report })
    await bodies.write({ ...ref, kind: 'page' }, '<p>A page.</p>')
    await bodies.write({ ...ref, kind: 'fetched' }, JSON.stringify(fetched))
    const prepared = await prepare(asks('a', 'parse'))
    expect(prepared).toMatchObject({ is: 'ready', stage: 'parse', message: fetched })
    if (prepared.is === 'ready') await prepared.keep(2)
    expect(await bodies.read({ ...ref, run: 2, kind: 'page' })).toBe('<p>A page.</p>')
    const kept = await bodies.read({ ...ref, run: 2, kind: 'fetched' })
    expect(JSON.parse(kept ?? '')).toEqual({ ...fetched, run: 2 })
    expect(await bodies.read({ ...ref, run: 2, kind: 'text' })).toBeUndefined()
  })

  it.each([
    ['the page is gone', { fetched: JSON.stringify(fetched) }],
    ['its message is gone', { page: 'A page.' }],
    ['its message is of another version', { page: 'A page.', fetched: JSON.stringify({ ...fetched, v: 99 }) }],
    ['its message is half', { page: 'A page.', fetched: '{"v":1,' }],
  ])('does not begin where %s', async (_, kept) => {
    const { prepare, bodies } = await aLineThatRead({})
    for (const [kind, text] of Object.entries(kept)) await bodies.write({ ...ref, kind: kind as 'page' }, text)
    expect(await prepare(asks('a', 'parse'))).toEqual({ is: 'none', why: 'no-body' })
  })
})

describe('a replay of DEDUPLICATE', () => {
  it('begins with the message that the text came with, and keeps what there is under the new run', async () => {
    const { prepare, bodies } = await aLineThatRead({ a: report })
    const ref = { urlId: parsed('a').urlId, run: 1 }
    await bodies.write({ ...ref, kind: 'page' }, 'A page.')
    const prepared = await prepare(asks('a', 'deduplicate'))
    expect(prepared).toMatchObject({ stage: 'deduplicate', message: parsed('a') })
    if (prepared.is === 'ready') await prepared.keep(2)
    const kept = async (kind: 'page' | 'text' | 'parsed') => bodies.read({ ...ref, run: 2, kind })
    expect([await kept('page'), await kept('text')]).toEqual(['A page.', report])
    expect(JSON.parse((await kept('parsed')) ?? '')).toEqual(parsed('a', { run: 2 }))
  })

  it('does not begin where the text is gone', async () => {
    const { prepare, bodies } = await aLineThatRead({ a: report })
    await bodies.drop({ urlId: parsed('a').urlId, run: 1, kind: 'text' })
    expect(await prepare(asks('a', 'deduplicate'))).toEqual({ is: 'none', why: 'no-body' })
  })
})

describe('a replay of CLASSIFY STANCE', () => {
  it('begins with the verdict as it was', async () => {
    const line = aLine()
    const told = standing(await line.run(parsed('a'), report))
    line.ended(parsed('a'), 'article.classified')
    const prepared = await makePrepare(line)(asks('a', 'classify-stance'))
    expect(prepared).toMatchObject({ stage: 'classify-stance', message: { ...parsed('a'), standing: told } })
    expect(prepared.is === 'ready' && DedupVerdict.parse(prepared.message)).toBeTruthy()
  })

  it('begins too where a later look found nothing new', async () => {
    const { prepare, run, ended } = await aLineThatRead({ a: report })
    expect(is(await run(parsed('a', { run: 2 }), report))).toBe('stop')
    ended(parsed('a', { run: 2 }), 'url.stopped')
    expect(await prepare(asks('a', 'classify-stance', 2))).toMatchObject({ is: 'ready' })
  })

  it('does not begin for a copy, unless it told the positions of its group', async () => {
    const { prepare } = await aLineThatRead({ a: report, b: report })
    expect(await prepare(asks('b', 'classify-stance'))).toEqual({ is: 'none', why: 'duplicate' })
    const line = aLine()
    await line.run(parsed('a'), report)
    line.ended(parsed('a'), 'url.failed')
    const told = standing(await line.run(parsed('b'), edited))
    line.ended(parsed('b'), 'article.classified')
    expect(await makePrepare(line)(asks('b', 'classify-stance'))).toMatchObject({ message: { standing: told } })
  })

  it('does not begin where the run failed, nor on a text that was never judged', async () => {
    const { prepare, run, ended, bodies } = await aLineThatRead({ a: report })
    ended(parsed('a'), 'url.failed')
    expect(await prepare(asks('a', 'classify-stance'))).toEqual({ is: 'none', why: 'unjudged' })
    ended(parsed('a'), 'article.classified')
    await bodies.write({ urlId: parsed('a').urlId, run: 1, kind: 'text' }, other)
    expect(await prepare(asks('a', 'classify-stance'))).toEqual({ is: 'none', why: 'unjudged' })
    await run(parsed('n'), other)
    await bodies.write({ urlId: parsed('m').urlId, run: 1, kind: 'text' }, other)
    await bodies.write({ urlId: parsed('m').urlId, run: 1, kind: 'parsed' }, JSON.stringify(parsed('m')))
    expect(await prepare(asks('m', 'classify-stance'))).toEqual({ is: 'none', why: 'unjudged' })
  })
})
