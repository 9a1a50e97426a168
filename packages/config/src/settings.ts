import { z } from 'zod'

const seconds = 1_000
const kibibyte = 1_024

/** A polled address: a feed. */
export const Source = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/, 'lower-case letters and digits, joined by - _ or .')
    .max(120),
  url: z.url({ protocol: /^https?$/, error: 'an http or https address' }),
  /** The publisher, as it is shown. */
  outlet: z.string().trim().min(1).max(120).optional(),
  everySeconds: z.number().min(0.2).max(86_400).default(300),
})
export type Source = z.infer<typeof Source>

const Fetching = z.strictObject({
  userAgent: z
    .string()
    .min(10)
    .max(200)
    .default('Stancewire/0.1 (news research; set limits.fetch.userAgent to name yourself and a contact)'),
  connectTimeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(10 * seconds),
  headersTimeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(15 * seconds),
  idleTimeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(10 * seconds),
  totalTimeoutMs: z
    .int()
    .min(200)
    .max(55_000)
    .default(30 * seconds),
  maxBodyBytes: z
    .int()
    .min(kibibyte)
    .max(50 * kibibyte * kibibyte)
    .default(5 * kibibyte * kibibyte),
  maxRedirects: z.int().min(0).max(10).default(5),
  /** Least time between the starts of two fetches from one host. */
  hostDelayMs: z
    .int()
    .min(0)
    .max(600_000)
    .default(1 * seconds),
  /** Fetches from one host at a time. */
  hostConcurrency: z.int().min(1).max(64).default(2),
  /** Addresses that may be reached although they are not public: `loopback` is for demos and tests. */
  allowPrivate: z.enum(['none', 'loopback']).default('none'),
})

const limitsShape = z.strictObject({
  /** Runs in flight at which discoverer and `add` wait. */
  inFlightMax: z.int().min(1).max(10_000_000).default(100_000),
  /** Share of Redis' memory cap at which they wait. */
  memoryShareMax: z.number().min(0.05).max(0.9).default(0.6),
  /** Events kept on the stream. */
  eventsMax: z.int().min(100).max(100_000_000).default(200_000),
  /** A URL is remembered this long after a source last listed it. */
  seenDays: z.int().min(1).max(3_650).default(90),
  /** A page is kept this long after its run ended. */
  pageKeptMinutes: z.number().min(0).max(100_000).default(15),
  /** An article's text is kept at least this long: other articles are compared with it. */
  textKeptDays: z.number().min(3).max(3_650).default(14),
  failedKeptDays: z.number().min(0.01).max(3_650).default(30),
  concurrency: z
    .strictObject({
      fetch: z.int().min(1).max(500).default(32),
      parse: z.int().min(1).max(100).default(4),
      deduplicate: z.int().min(1).max(100).default(8),
      'classify-stance': z.int().min(1).max(100).default(4),
    })
    .prefault({}),
  /** After a signal, jobs in hand get this long to finish. */
  shutdownGraceMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(8 * seconds),
  fetch: Fetching.prefault({}),
})
const Limits = limitsShape.refine(({ seenDays, failedKeptDays }) => seenDays > failedKeptDays + 1, {
  path: ['seenDays'],
  error: 'more days than failedKeptDays and one: a failed run must not be forgotten while its job is kept',
})
export type Limits = z.infer<typeof Limits>

/** The bounds that hold where the settings say nothing. */
export const defaultLimits: Limits = Limits.parse({})

const days = 'a number of days from 1 to 36500, or null: for ever'
const Days = z.number(days).min(1, days).max(36_500, days).nullable()

/** For how many days the archive keeps what; `null`: for good. They are counted back from the last event. */
const Keep = z.strictObject({
  /** Runs that ended without an article, and what was told of them. */
  runsDays: Days.default(180),
  /** What the stages did, minute by minute. */
  countersDays: Days.default(400),
  /** Articles' texts, and the words by which these are found. */
  textsDays: Days.default(null),
  /** Articles, with all that hangs on them. */
  articlesDays: Days.default(null),
})
export type Keep = z.infer<typeof Keep>

/** `stancewire.yaml`: what is watched, where, and within which bounds. */
export const Settings = z
  .strictObject({
    /** Topic files, relative to this file. */
    topics: z.array(z.string().min(1)).min(1).max(100),
    sources: z.array(Source).max(100_000).default([]),
    limits: Limits.prefault({}),
    monitor: z
      .strictObject({
        /** The queue monitor's port on 127.0.0.1; 0 takes a free one. */
        port: z.int().min(0).max(65_535).default(4_404),
      })
      .prefault({}),
    archive: z.strictObject({ keep: Keep.prefault({}) }).prefault({}),
    api: z
      .strictObject({
        /** The address, or name, that the API listens on. Beyond this machine it answers nobody without a token. */
        host: z
          .string()
          .max(253)
          .regex(/^[\da-z.:-]+$/i, 'an address or a name, like 127.0.0.1')
          .default('127.0.0.1'),
        /** The API's port; 0 takes a free one. */
        port: z.int().min(0).max(65_535).default(4_405),
        /** Requests that one address may make in a minute. */
        requestsPerMinute: z.int().min(1).max(1_000_000).default(1_200),
      })
      .prefault({}),
  })
  .refine(({ archive, limits }) => (archive.keep.runsDays ?? Number.POSITIVE_INFINITY) > limits.failedKeptDays, {
    path: ['archive', 'keep', 'runsDays'],
    error: 'more days than limits.failedKeptDays: a failed run must be found while its job is kept',
  })
  .superRefine(({ sources }, context) => {
    const seen = new Set<string>()
    for (const [index, { id }] of sources.entries()) {
      if (seen.has(id)) {
        context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message: 'an id that no other source has' })
      }
      seen.add(id)
    }
  })
export type Settings = z.infer<typeof Settings>
