import { z } from 'zod'

const Moment = z
  .union([z.iso.datetime({ offset: true }).max(40), z.iso.date()], {
    error: 'expected an instant like 2026-03-03T09:00:00Z, or a date',
  })
  .describe('When it was published; believed where the page is silent')

const told = {
  title: z.string().max(300).optional().describe('Believed where the page is silent'),
  publishedAt: Moment.optional(),
  outlet: z.string().max(120).optional().describe('The publisher, as it is shown'),
}

const itemsMax = 1_000
// Longer ones are refused by themselves, not with all that are sent beside them.
const url = z.string().min(1).max(8_192)
// No request is larger.
const bodyMax = 32 * 1_024 * 1_024
const again = z.boolean().default(false).describe('Start a new run of what has ended before')

/** An address that is to be fetched. */
export const AskedUrl = z.strictObject({ url: url.describe('An http(s) address of at most 2,000 characters'), ...told })
export type AskedUrl = z.infer<typeof AskedUrl>

/** An article that is handed in whole. */
export const AskedArticle = z
  .strictObject({
    html: z.string().max(bodyMax).optional().describe('The page, of at most 5 MiB'),
    text: z.string().max(bodyMax).optional().describe('Plain text, of at most 5 MiB'),
    url: url.optional().describe('Its address, which is not fetched; without one the text is known by its words'),
    ...told,
  })
  .describe('An article with exactly one of `html` and `text`')
export type AskedArticle = z.infer<typeof AskedArticle>

/** Told as it has to be, and taken as it comes: what breaks its contract is refused by itself when it is read, not with all that are sent beside it. */
function readAlone(item: z.ZodType) {
  const { $schema: _, ...schema } = z.toJSONSchema(item, { io: 'input' })
  return z.unknown().meta(schema)
}

const batchOf = (item: z.ZodType) => z.array(readAlone(item)).min(1).max(itemsMax)

/** What `POST /urls` takes. */
export const AskedUrls = z.strictObject({ urls: batchOf(AskedUrl), again })

/** What `POST /articles` takes. */
export const AskedArticles = z.strictObject({ articles: batchOf(AskedArticle), again })
