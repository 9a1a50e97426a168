import { type IncomingMessage, request } from 'node:http'
import { DatabaseBusyError } from '@stancewire/read-model'
import { urlId } from '@stancewire/url'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { aSubmitting } from '../../test/submitting.ts'

const redisUrl = inject('redisUrl')
const url = (name: string) => `https://news.example/${name}`
const urls = (...names: string[]) => ({ urls: names.map((name) => ({ url: url(name) })) })

describe('large requests', () => {
  it('are refused before they have come, while three are being read; small ones pass', async () => {
    const { submit, port, headers } = await aSubmitting(redisUrl)
    const begin = () => {
      const asked = request({
        ...{ port, path: '/v1/articles', method: 'POST' },
        headers: { ...headers, 'content-length': 20_000_000 },
      })
      const answered = new Promise<IncomingMessage>((resolve) => asked.once('response', resolve))
      asked.once('error', () => {}).write('{"articles":[')
      onTestFinished(() => void asked.destroy())
      return answered
    }
    const refused = await Promise.race(Array.from({ length: 4 }, begin))
    expect(refused.resume()).toMatchObject({ statusCode: 429, headers: { 'retry-after': '2' } })
    expect(await submit('urls', urls('a'))).toMatchObject({ status: 202 })
  })
})

describe('a batch whose note has to wait for another process that writes the database', () => {
  const busy = { note: () => Promise.reject(new DatabaseBusyError('the database is being written')) }

  it('is answered all the same: what was accepted is accepted', async () => {
    const { submit, stores } = await aSubmitting(redisUrl, {}, { audit: busy })
    const answer = await submit('urls', urls('a'))
    expect(answer.status).toBe(202)
    expect(answer.json().items).toMatchObject([{ is: 'accepted', run: 1 }])
    expect(await submit('urls', urls('a'))).toMatchObject({ status: 200 })
    expect(await stores.runs.counters()).toMatchObject({ accepted: 1 })
  })

  it('keeps its answer under its key: sent again it starts nothing', async () => {
    const { submit, end, stores } = await aSubmitting(redisUrl, {}, { audit: busy })
    const body = { ...urls('a'), again: true }
    const first = await submit('urls', body, { 'idempotency-key': 'one' })
    await end(urlId(url('a')))
    const second = await submit('urls', body, { 'idempotency-key': 'one' })
    expect(second).toMatchObject({ status: 202, headers: { 'idempotency-replayed': 'true' } })
    expect(second.json()).toEqual(first.json())
    expect(await stores.runs.latest(urlId(url('a')))).toBe(1)
  })

  it('is not said to be taken where it cannot be noted for another reason', async () => {
    const broken = { note: () => Promise.reject(new Error('disk I/O error')) }
    const { submit } = await aSubmitting(redisUrl, {}, { audit: broken })
    expect(await submit('urls', urls('a'))).toMatchObject({ status: 500 })
  })
})
