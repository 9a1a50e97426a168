import { afterAll, describe, expect, it } from 'vitest'
import { articleIdOf } from '../test/builders.ts'
import { openTestRedis } from '../test/test-redis.ts'
import { openGroups } from './groups.ts'

const { redis, prefix, ...test } = openTestRedis()
afterAll(() => test[Symbol.asyncDispose]())

/** Groups of their own, and a way to offer members by name. */
function aGroup(name: string, firstAt: string | null) {
  const groups = openGroups(redis, { prefix: `${prefix}:${name}`, seenDays: 90 })
  const dated = (member: string, publishedAt: string | null) => ({ articleId: articleIdOf(member), publishedAt })
  const first = dated('first', firstAt)
  const offer = (member: string, at: string | null) => groups.offerOriginal(first.articleId, dated(member, at), first)
  return { groups, offer, groupId: first.articleId }
}

describe('offerOriginal', () => {
  it('shows the earliest published, and says whom it replaced', async () => {
    const { offer } = aGroup('earliest', '2026-03-03T09:00:00Z')
    expect(await offer('later', '2026-03-03T10:00:00Z')).toBeNull()
    expect(await offer('earlier', '2026-03-03T08:00:00Z')).toBe(articleIdOf('first'))
    expect(await offer('between', '2026-03-03T08:30:00Z')).toBeNull()
    expect(await offer('earliest', '2026-03-03T07:59:59.999Z')).toBe(articleIdOf('earlier'))
  })

  it('answers a repeat as it did before', async () => {
    const { offer } = aGroup('repeat', '2026-03-03T09:00:00Z')
    for (let times = 0; times < 3; times++) {
      expect(await offer('earlier', '2026-03-03T08:00:00Z')).toBe(articleIdOf('first'))
      expect(await offer('later', '2026-03-03T10:00:00Z')).toBeNull()
      expect(await offer('first', '2026-03-03T09:00:00Z')).toBeNull()
    }
  })

  it('replaces the first once, though many are offered at once', async () => {
    const { offer } = aGroup('race', '2026-03-03T09:00:00Z')
    const hours = ['08', '07', '06', '05', '04']
    const replaced = await Promise.all(hours.map((hour) => offer(hour, `2026-03-03T${hour}:00:00Z`)))
    expect(new Set(replaced.filter((member) => member !== null)).size).toBe(replaced.filter((member) => member).length)
    expect(replaced.filter((member) => member === articleIdOf('first'))).toHaveLength(1)
    expect(await offer('03', '2026-03-03T03:00:00Z')).toBe(articleIdOf('04'))
  })

  it.each([
    ['a bare date is later than every hour of its day', '2026-03-03T23:59:00Z', '2026-03-03', null],
    ['an hour is earlier than its bare date', '2026-03-03', '2026-03-03T23:59:00Z', 'first'],
    ['an earlier bare date is earlier', '2026-03-03T00:00:00Z', '2026-03-02', 'first'],
    ['of two equal dates the first stays', '2026-03-03', '2026-03-03', null],
    ['of two equal instants the first stays', '2026-03-03T09:00:00Z', '2026-03-03T09:00:00.000Z', null],
    ['an unknown date proves nothing', '2026-03-03', null, null],
    ['any date is earlier than an unknown one', null, '2026-03-03', 'first'],
    ['of two unknown dates the first stays', null, null, null],
    ['years before 1970 count', '1970-01-01', '1969-12-31', 'first'],
  ])('%s', async (claim, firstAt, memberAt, replaced) => {
    const { offer } = aGroup(claim.replaceAll(' ', '-'), firstAt)
    expect(await offer('member', memberAt)).toBe(replaced === null ? null : articleIdOf(replaced))
  })
})

describe('carrier', () => {
  it('is nobody at first, then the run that was set last', async () => {
    const { groups, groupId, offer } = aGroup('carrier', null)
    expect(await groups.carrier(groupId)).toBeNull()
    expect(await groups.claimCarrier(groupId, null, 'u1/1')).toBe(true)
    expect(await groups.claimCarrier(groupId, null, 'u3/1')).toBe(false)
    await offer('member', '2026-03-03')
    expect(await groups.claimCarrier(groupId, 'u1/1', 'u2/1')).toBe(true)
    expect(await groups.carrier(groupId)).toBe('u2/1')
    expect(await redis.ttl(`${prefix}:carrier:group:${groupId}`)).toBeGreaterThan(89 * 86_400)
  })
})
