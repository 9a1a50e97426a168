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

/** What `POST /urls` takes. */
export const AskedUrls = z.strictObject({
  urls: z
    .array(z.strictObject({ url: url.describe('An http(s) address of at most 2,000 characters'), ...told }))
    .min(1)
    .max(itemsMax),
  again,
})

/** What `POST /articles` takes. */
export const AskedArticles = z.strictObject({
  articles: z
    .array(
      z
        .strictObject({
          html: z.string().max(bodyMax).optional().describe('The page, of at most 5 MiB'),
          text: z.string().max(bodyMax).optional().describe('Plain text, of at most 5 MiB'),
          url: url.optional().describe('Its address, which is not fetched; without one the text is known by its words'),
          ...told,
        })
        .describe('An article with exactly one of `html` and `text`'),
    )
    .min(1)
    .max(itemsMax),
  again,
})

export type AskedUrl = z.infer<typeof AskedUrls>['urls'][number]
export type AskedArticle = z.infer<typeof AskedArticles>['articles'][number]
