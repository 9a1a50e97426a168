import { z } from 'zod'

const Words = z.array(z.string().trim().min(1).max(200)).max(200)

/**
 * A question in debate with one proposition that one can be for or against, and how people talk about it.
 * Only `id`, `title`, `proposition` and `keywords.must` are required; sensible behaviour follows from these.
 */
export const Topic = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters and digits, joined by single hyphens')
    .max(80),
  title: z.string().trim().min(3).max(200),
  proposition: z.string().trim().min(10).max(500),
  keywords: z.strictObject({
    /** One word of every group has to occur in an article on the topic. */
    must: z.array(Words.min(1)).min(1).max(10),
    /** Words that raise relevance. */
    any: Words.optional(),
    /** Words that lower relevance. */
    not: Words.optional(),
  }),
  action: z
    .strictObject({
      /** Verbs that carry the proposition out ("send", "deploy"). */
      enact: Words.optional(),
      /** Verbs that undo or exclude it ("withdraw", "rule out"). */
      undo: Words.optional(),
      /** What the verbs act on ("troops"). */
      objects: Words.optional(),
      /** Lesser forms of the action, for `mixed` ("trainers", "demining"). */
      limited: Words.optional(),
      /** Who would act ("NATO", "France"). */
      actors: Words.optional(),
    })
    .optional(),
  /** Names under which the news talks about the action ("the bill", "Macron's idea"). */
  vehicles: Words.optional(),
  /** Names of things that stand against the proposition ("the injunction"). */
  against: Words.optional(),
  /** Acts and phrases that reveal a stance. */
  reactions: z.strictObject({ support: Words.optional(), oppose: Words.optional() }).optional(),
  scope: z.strictObject({ in: Words.optional(), out: Words.optional() }).optional(),
  /** Example statements with the stance they express. */
  examples: z
    .array(z.strictObject({ text: z.string().min(3).max(1_000), stance: z.enum(['support', 'oppose', 'mixed']) }))
    .max(100)
    .optional(),
  notes: z.string().max(5_000).optional(),
})
export type Topic = z.infer<typeof Topic>
