import type { Source } from '@stancewire/config'
import type { AddedSource } from '@stancewire/storage'
import { expect, it } from 'vitest'
import { openRoster } from './roster.ts'

const aSource = (id: string): Source => ({ id, url: `https://${id}.example/rss`, everySeconds: 60 })
const anAdded = (id: string): AddedSource => ({
  ...{ id, url: `https://${id}.example/rss`, everySeconds: 60 },
  ...{ by: 'desk', at: '2026-03-03T09:00:00Z' },
})

/** A roster that writes down what begins and ends. */
function aRoster(...ofSettings: string[]) {
  const told: string[] = []
  let added: AddedSource[] = []
  const roster = openRoster(ofSettings.map(aSource), { all: async () => added }, (source) => {
    told.push(`+${source.id}${source.outlet ? ` ${source.outlet}` : ''}`)
    return { [Symbol.asyncDispose]: async () => void told.push(`-${source.id}`) }
  })
  const look = async (...now: AddedSource[]) => {
    added = now
    await roster.look()
    return told.splice(0)
  }
  return { roster, told, look }
}

it('begins with the sources of the settings, before anybody looked', () => {
  expect(aRoster('a', 'b').told).toEqual(['+a', '+b'])
})

it('polls what was added, once, until it is removed', async () => {
  const { look, roster } = aRoster()
  expect(await look(anAdded('x'))).toEqual(['+x'])
  expect(await look(anAdded('x'), anAdded('y'))).toEqual(['+y'])
  expect(roster.count()).toBe(2)
  expect(await look(anAdded('y'))).toEqual(['-x'])
})

it('polls anew what was removed and added again as something else', async () => {
  const { look } = aRoster()
  await look(anAdded('x'))
  expect(await look({ ...anAdded('x'), outlet: 'X' })).toEqual(['-x', '+x X'])
  expect(await look({ ...anAdded('x'), outlet: 'X', by: 'ida' })).toEqual([])
})

it('lets the settings win on an id', async () => {
  const { look, told } = aRoster('a')
  told.splice(0)
  expect(await look({ ...anAdded('a'), url: 'https://other.example/' })).toEqual([])
  expect(await look()).toEqual([])
})

it('ends all when it is disposed', async () => {
  const { look, roster, told } = aRoster('a')
  await look(anAdded('x'))
  told.splice(0)
  await roster[Symbol.asyncDispose]()
  expect(told.sort()).toEqual(['-a', '-x'])
})
