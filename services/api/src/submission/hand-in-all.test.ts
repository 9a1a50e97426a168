import { setTimeout as sleep } from 'node:timers/promises'
import type { Door, HandedIn } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import { handInAll } from './hand-in-all.ts'
import { packAnswer, unpackAnswer } from './kept-answer.ts'
import { type Item, readArticle, readUrl } from './read-item.ts'

const at = '2026-03-03T09:00:00.000Z'
const guard = { allowPrivate: 'none', at } as const
const urls = (...names: (string | number)[]) =>
  names.map((name) => readUrl({ url: `https://news.example/${name}` }, guard))
const bad: Item = { is: 'refused', detail: 'it is none' }
const staying = { again: false, gone: new AbortController().signal }

/** A door that takes so many; `offered` tells which came, in their order. */
function aDoor(room = Number.POSITIVE_INFINITY) {
  const offered: string[] = []
  const door: Door<HandedIn> = async ({ found }) => {
    const isRoom = offered.push(found.url) <= room
    await sleep(1)
    return isRoom ? { is: 'accepted', run: 1 } : { is: 'full', inFlight: room }
  }
  return { door, offered }
}

describe('a batch', () => {
  it('is answered in its order, and what is refused is not handed in', async () => {
    const { door, offered } = aDoor()
    const [a, b] = urls('a', 'b')
    expect(await handInAll([bad, a ?? bad, bad, b ?? bad], door, staying)).toEqual([
      bad,
      { is: 'accepted', run: 1 },
      bad,
      { is: 'accepted', run: 1 },
    ])
    expect(offered).toHaveLength(2)
  })

  it('hands in two of one address one after the other', async () => {
    let inside = 0
    let most = 0
    const door: Door<HandedIn> = async () => {
      most = Math.max(most, ++inside)
      await sleep(1)
      inside--
      return { is: 'accepted', run: 1 }
    }
    await handInAll(urls('a', 'a', 'a', 'a'), door, staying)
    expect(most).toBe(1)
  })

  it('does not try the rest of a long batch once the line is full', async () => {
    const { door, offered } = aDoor(10)
    const articles = Array.from({ length: 100 }, (_, each) => readArticle({ text: `Words ${each}.` }, { at }))
    const taken = await handInAll(articles, door, staying)
    expect(taken.map(({ is }) => is)).toEqual([...Array(10).fill('accepted'), ...Array(90).fill('full')])
    expect(offered.length).toBeLessThan(20)
  })

  it('is full where Redis takes no more writes', async () => {
    const door = async () => {
      throw new Error("OOM command not allowed when used memory > 'maxmemory'.")
    }
    expect(await handInAll(urls('a'), door, staying)).toEqual([{ is: 'full' }])
  })

  it('fails with what the line threw, once all that was begun has ended', async () => {
    let open = 0
    const door: Door<HandedIn> = async ({ found }) => {
      if (found.url.endsWith('/3')) throw new Error('Connection is closed.')
      open++
      await sleep(50)
      open--
      return { is: 'accepted', run: 1 }
    }
    let accepted = 0
    const counting = { ...staying, onAccepted: () => accepted++ }
    await expect(handInAll(urls(0, 1, 2, 3), door, counting)).rejects.toThrow('Connection is closed.')
    expect({ open, accepted }).toEqual({ open: 0, accepted: 3 })
  })

  it('begins nothing more once nobody waits for the answer', async () => {
    const { door, offered } = aDoor()
    const gone = new AbortController()
    const articles = Array.from({ length: 100 }, (_, each) => readArticle({ text: `Words ${each}.` }, { at }))
    const handingIn = handInAll(articles, door, { again: false, gone: gone.signal })
    gone.abort(new Error('gone'))
    await expect(handingIn).rejects.toThrow('gone')
    expect(offered.length).toBeLessThanOrEqual(8)
  })
})

describe('an answer that is kept', () => {
  it('is the answer that was given', () => {
    const [a, b] = urls('a', 'b')
    const items = [a ?? bad, bad, b ?? bad]
    const taken = [{ is: 'accepted', run: 12 }, bad, { is: 'running', run: 3 }] as const
    const packed = packAnswer(taken)
    expect(packed).toBe('a12,x,r3')
    expect(unpackAnswer(packed, items)).toEqual(taken)
  })
})
