import { z } from 'zod'
import { pageOf } from './asked.ts'

/** A page of a list that is looked through: it may be short, or empty, although `next` goes on. */
export const siftedPageOf = <Item extends z.ZodType>(item: Item) =>
  pageOf(item).extend({
    looked: z.int().nullable().describe('How many were looked at for this page; null where an index found them'),
    total: z
      .int()
      .nullable()
      .describe('How many there are to look at; null where they were not counted: on the first page alone they are'),
  })
