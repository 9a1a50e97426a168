import { expect, it } from 'vitest'
import { mayAct, Role } from './roles.ts'

it('lets each role do what those before it may, and no more', () => {
  const may = Role.options.map((role) => Role.options.filter((needed) => mayAct(role, needed)))
  expect(may).toEqual([
    ['read'],
    ['read', 'submit'],
    ['read', 'submit', 'operate'],
    ['read', 'submit', 'operate', 'admin'],
  ])
})
