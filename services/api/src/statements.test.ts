import { describe, expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'

const said = 'Ida Holm said that the town should build the tram line to the harbour by spring.'

describe('statements on a topic', () => {
  it('come in their paragraph where that is asked for, and without it else', async () => {
    const { ask } = await aServer({ text: `${said}\nIt rained.` })
    const [title, quoted] = (await ask('/v1/topics/tram-line/statements?context=true')).json().items
    expect(title).toMatchObject({ start: null, context: null })
    expect(quoted).toMatchObject({ context: { before: said.slice(0, 34), after: '' } })
    const [, plain] = (await ask('/v1/topics/tram-line/statements?holderType=person')).json().items
    expect(plain).toMatchObject({ start: 34, type: 'person' })
    expect(plain).not.toHaveProperty('context')
    expect((await ask('/v1/topics/tram-line/statements?holderType=country')).json().items).toEqual([])
    expect((await ask('/v1/topics/tram-line/statements?context=yes')).status).toBe(400)
  })

  it('say who moved, narrowed as other lists are', async () => {
    const { ask } = await aServer()
    expect((await ask('/v1/topics/tram-line/changes?limit=5&since=2026-01-01')).json()).toEqual({
      items: [],
      next: null,
    })
    expect((await ask('/v1/topics/tram-line/changes?cursor=x')).status).toBe(400)
    expect((await ask('/v1/topics/tram-line/changes?to=oppose')).status).toBe(400)
  })
})

describe('positions on a topic', () => {
  it('are counted by stance, now and at an instant', async () => {
    const { ask } = await aServer()
    const count = async (query = '') => (await ask(`/v1/topics/tram-line/positions/count${query}`)).json()
    expect(await count()).toEqual({ support: 1, mixed: 0, oppose: 0 })
    expect(await count('?at=2020-01-01')).toEqual({ support: 0, mixed: 0, oppose: 0 })
    expect(await count('?holderType=country')).toEqual({ support: 0, mixed: 0, oppose: 0 })
    expect(await count('?outlet=Harbour%20Courier&at=2030-01-01')).toEqual({ support: 1, mixed: 0, oppose: 0 })
    expect(await count('?limit=3')).toHaveProperty('errors')
  })
})
