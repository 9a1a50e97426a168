import { z } from 'zod'

/** What somebody may do. Each role may do what those before it may: look, hand in, run the line, and see who did what. */
export const Role = z.enum(['read', 'submit', 'operate', 'admin'])
export type Role = z.infer<typeof Role>

/** Whether a role is enough for what needs another one. */
export function mayAct(role: Role, needed: Role): boolean {
  return Role.options.indexOf(role) >= Role.options.indexOf(needed)
}
