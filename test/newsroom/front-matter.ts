import { StopReason } from '@stancewire/contracts'
import { z } from 'zod'

/** What a file of the content folder stands for: a written article, a copy of one, or a page that is none. */
const EntryKind = z.enum([
  'article',
  'copy',
  'edited',
  'partial',
  'opinion',
  'live-blog',
  'off-topic',
  'hub',
  'consent-wall',
  'paywall',
  'gone',
  'redirect',
  'slow',
])

/** How the run of this address ends, in the words of the terminal events. */
const Expectation = z
  .strictObject({
    end: z.enum(['classified', 'duplicated', 'stopped', 'failed']),
    reason: StopReason.optional(),
  })
  .refine(({ end, reason }) => (end === 'stopped') === (reason !== undefined), {
    message: 'a reason belongs to the end "stopped", and only to it',
    path: ['reason'],
  })

const path = z.string().regex(/^\/[\w\-/.]*$/, 'starts with "/" and holds letters, digits, "-", "/", "." only')
const slug = z.string().regex(/^[a-z0-9-]+$/, 'the file name of another entry, without ".md"')
const instant = z.iso.datetime({ offset: true })

/** The YAML block that opens each file under `articles/`. */
export const FrontMatter = z
  .strictObject({
    outlet: z.string(),
    path,
    title: z.string().min(5).max(200),
    /** The standfirst, which feeds also carry as their summary. */
    deck: z.string().min(10).max(400).optional(),
    authors: z.array(z.string().min(2)).max(5).default([]),
    publishedAt: instant,
    modifiedAt: instant.optional(),
    /** Milliseconds after the newsroom opened, at speed 1. */
    appearAfterMs: z.int().min(0).max(600_000),
    section: z.string().min(2).max(40),
    kind: EntryKind,
    language: z.string().length(2).optional(),
    /** Stands before the first sentence: "PARIS, Feb 26 (Meridian Wire) –". */
    dateline: z.string().max(80).optional(),
    figure: z.strictObject({ caption: z.string().min(5), credit: z.string().min(2) }).optional(),
    /** The entry whose text this one repeats. */
    copyOf: slug.optional(),
    /** What an edited copy changes in that text; each `find` occurs exactly once. */
    edits: z.array(z.strictObject({ find: z.string().min(1), replace: z.string() })).optional(),
    /** Where a redirect leads. */
    to: slug.optional(),
    /** False for a page that no feed lists, such as the target of a redirect. */
    listed: z.boolean().default(true),
    expect: Expectation,
  })
  .superRefine((entry, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    const repeats = entry.kind === 'copy' || entry.kind === 'edited'
    if (repeats !== (entry.copyOf !== undefined)) wrong('copyOf', 'belongs to the kinds "copy" and "edited"')
    if ((entry.kind === 'edited') !== (entry.edits !== undefined)) wrong('edits', 'belongs to the kind "edited"')
    if ((entry.kind === 'redirect') !== (entry.to !== undefined)) wrong('to', 'belongs to the kind "redirect"')
  })
export type FrontMatter = z.infer<typeof FrontMatter>
