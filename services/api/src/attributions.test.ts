import { attribute, isEnglish } from '@stancewire/stance'
import { expect, it } from 'vitest'
import { aServer } from '../test/a-server.ts'
import type { AttributionReader } from './attributions/open-reader.ts'

const article = 'a11111111111111111111111111111111'
const path = `/v1/articles/${article}/attributions`
// The example's evidence stands from 34 to 80.
const text =
  'On Monday it rained at the piers. "We will build the tram line, whatever it costs," Ida Holm said.\n\nAccording to the ministry, the bridge costs more than was planned.'

const here: AttributionReader = {
  read: async (task) => (isEnglish(task.language) ? attribute(task.text) : 'language-unsupported'),
}

type Words = { readonly start: number; readonly end: number; readonly text: string }
type Read = { readonly source: Words; readonly cue: Words; readonly content: Words; readonly statements: unknown[] }

it('tells who said what, in the order of the text, and which position it shows', async () => {
  const { ask } = await aServer({ attributions: here, text })
  const answer = await ask(path)
  expect(answer).toMatchObject({ status: 200, headers: { etag: expect.any(String) } })
  expect(answer.json()).toMatchObject({ articleId: article, revision: 1, status: 'read', readTo: text.length })
  const [said, told, ...rest] = answer.json().attributions as Read[]
  expect(said).toEqual({
    source: { start: 84, end: 92, text: 'Ida Holm' },
    cue: { start: 93, end: 97, text: 'said' },
    content: { start: 34, end: 83, text: '"We will build the tram line, whatever it costs,"' },
    ...{ kind: 'direct_quote', confidence: 0.85 },
    statements: [{ topicId: 'tram-line', holderId: expect.any(String), holder: 'Ida Holm', stance: 'support' }],
  })
  expect(told).toMatchObject({
    ...{ source: { text: 'the ministry' }, cue: { text: 'According to' }, kind: 'indirect', statements: [] },
    content: { text: expect.stringMatching(/^the bridge costs more/) },
  })
  expect(rest).toEqual([])
  for (const { source, cue, content } of [said, told] as Read[])
    for (const words of [source, cue, content]) expect(text.slice(words.start, words.end)).toBe(words.text)
  const etag = String(answer.headers.etag)
  expect((await ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
})

it('shows no position by what was said in another revision', async () => {
  const { ask, database } = await aServer({ attributions: here, text })
  await database.db.updateTable('statement').set({ revision: 2 }).where('articleId', '=', article).execute()
  expect((await ask(path)).json().attributions).toMatchObject([{ statements: [] }, { statements: [] }])
})

it('says why nothing was read: no text, a language, no article, too many readers', async () => {
  const { ask, database } = await aServer({ attributions: here, text })
  const nothing = { articleId: article, revision: 1, readTo: 0, attributions: [] }
  await database.db.updateTable('article').set({ language: 'de' }).where('articleId', '=', article).execute()
  expect((await ask(path)).json()).toEqual({ ...nothing, status: 'language-unsupported' })
  await database.db.deleteFrom('text').where('articleId', '=', article).execute()
  expect((await ask(path)).json()).toEqual({ ...nothing, status: 'text-not-kept' })
  expect((await ask(`/v1/articles/a${'0'.repeat(32)}/attributions`)).status).toBe(404)
  const busy = await aServer()
  expect(await busy.ask(path)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
})

it('reads no more of a text than it says', async () => {
  const long = `${text} ${'The harbour was quiet. '.repeat(6_000)}`
  const given: string[] = []
  const read: AttributionReader['read'] = async (task) => {
    given.push(task.text)
    return []
  }
  const { ask } = await aServer({ attributions: { read }, text: long })
  expect((await ask(path)).json()).toMatchObject({ status: 'read', readTo: 120_000, attributions: [] })
  expect(given).toEqual([long.slice(0, 120_000)])
})

it('says where it stopped in a text that holds more attributions than are given', async () => {
  const sentence = 'She said it is so. '
  const long = sentence.repeat(4_000)
  const { ask } = await aServer({ attributions: here, text: long })
  const answer = await ask(path)
  expect(answer.json().attributions).toHaveLength(2_000)
  const { readTo } = answer.json() as unknown as { readTo: number }
  expect(readTo).toBeGreaterThan(1_999 * sentence.length)
  expect(readTo).toBeLessThanOrEqual(2_000 * sentence.length)
})
