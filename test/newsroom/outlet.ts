import { z } from 'zod'

/** The page template of an outlet; each is messy in its own way. */
export const PageStyle = z.enum(['broadsheet', 'wire', 'tabloid', 'continental', 'plain'])
export type PageStyle = z.infer<typeof PageStyle>

/** A publisher of the sample newsroom and the habits of its web server. */
export const Outlet = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string().min(3),
  motto: z.string().min(3),
  /** The loopback address it is served on, where the machine has it. */
  host: z.string().regex(/^127\.0\.0\.\d{1,3}$/, 'an address in 127.0.0.0/24'),
  language: z.string().length(2),
  timeZone: z.string(),
  style: PageStyle,
  feed: z.strictObject({
    format: z.enum(['rss', 'atom', 'json']),
    path: z.string().startsWith('/'),
    /** Appended to every link of the feed: "utm_source=rss". */
    tracking: z.string().optional(),
  }),
  /** What the pages declare. Both Latin labels are sent as windows-1252, as the web does. */
  charset: z.enum(['utf-8', 'iso-8859-1', 'windows-1252']).default('utf-8'),
  charsetIn: z.enum(['header', 'meta']).default('header'),
  encoding: z.enum(['identity', 'gzip', 'br']).default('identity'),
  sections: z.array(z.string().min(2)).min(2),
})
export type Outlet = z.infer<typeof Outlet>

/** `outlets.yaml`: no two outlets have the same id or host. */
export const Outlets = z
  .array(Outlet)
  .min(1)
  .max(20)
  .superRefine((outlets, context) => {
    for (const field of ['id', 'host'] as const) {
      const values = outlets.map((outlet) => outlet[field])
      const twice = values.find((value, at) => values.indexOf(value) !== at)
      if (twice !== undefined) context.addIssue({ code: 'custom', message: `two outlets have the ${field} "${twice}"` })
    }
  })
