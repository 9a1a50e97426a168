import { ArticleId, HolderId } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { faultsOf } from './plain-words.ts'
import { paging } from './routes/asked.ts'

const Query = z.strictObject({
  ...paging,
  holder: HolderId.optional(),
  article: ArticleId.optional(),
  by: z.enum(['day', 'week']).optional(),
  word: z.string().min(1).max(3).optional(),
  many: z.array(z.string()).min(1).max(2).optional(),
  deep: z.strictObject({ flag: z.boolean() }).optional(),
  code: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  told: z.string().regex(/^x/, 'expected an x').optional(),
  instant: z.iso.datetime().optional(),
})

const faults = (asked: unknown) => {
  const { error } = Query.safeParse(asked)
  return faultsOf(error?.issues ?? [], asked).map(({ path, what }) => `${path.join('/')}: ${what}`)
}

describe('what is wrong with a request', () => {
  it.each([
    [{ limit: ['1', '2'] }, 'limit: it is given twice'],
    [{ limit: 'ten' }, 'limit: expected a number'],
    [{ limit: '0' }, 'limit: expected at least 1'],
    [{ limit: '999' }, 'limit: expected at most 200'],
    [{ limit: '1.5' }, 'limit: expected a whole number'],
    [
      { holder: 'Macron' },
      'holder: expected the id of a holder, like h and 32 digits from 0 to f: /v1/holders?search= finds it',
    ],
    [{ article: 'x' }, 'article: expected the id of an article or a group, like a and 32 digits from 0 to f'],
    [{ by: 'year' }, 'by: expected one of day, week'],
    [{ word: '' }, 'word: expected at least 1 character'],
    [{ word: 'four' }, 'word: expected at most 3 characters'],
    [{ word: 7 }, 'word: expected a text, found a number'],
    [{ many: [] }, 'many: expected at least 1 item'],
    [{ many: 'x' }, 'many: expected a list, found a text'],
    [{ deep: {} }, 'deep/flag: expected true or false, found nothing'],
    [{ deep: null }, 'deep: expected an object, found null'],
    [{ code: 'x' }, 'code: expected another text: one that matches ^\\d{9}$'],
    [{ told: 'y' }, 'told: expected an x'],
    [{ instant: 'y' }, 'instant: expected an instant like 2026-03-03T09:00:00Z'],
    [{ limt: 1, hst: 2 }, 'limt: nothing of this name is taken here'],
    [[], ': expected an object, found a list'],
    [null, ': expected an object, found null'],
  ])('is said in plain words: %j', (asked, fault) => {
    expect(faults(asked)[0]).toBe(fault)
  })

  it('is named one by one', () => {
    expect(faults({ limt: 1, hst: 2, limit: 'x' }).map((fault) => fault.split(':')[0])).toEqual([
      'limit',
      'limt',
      'hst',
    ])
  })
})
