import type { Command } from 'commander'
import { z } from 'zod'
import { runFilter } from '../filter.ts'
import { UsageError } from '../usage-error.ts'
import { filterCommand } from './filter-command.ts'

const text = z.string().nullish()
const Page = z.object({ url: text, html: text, text })

type Options = { explain?: string; url?: string; all?: boolean; json?: boolean }

/** `parse`: pages to articles as a filter, or, with `--explain`, what became of one page. */
export function parseCommand(): Command {
  return filterCommand(
    'parse',
    'page to article; or, with --explain, what was kept and cut of one page',
    '{id, url, html} or {id, url, text}',
    '{id, title, text, authors[], publishedAt, modifiedAt, language, siteName, canonicalUrl, section, tags[], image, kind, sources}',
  )
    .option('--explain <what>', 'instead: show what is kept of a page (an http(s) address, or a file) and why')
    .option('--url <address>', 'with --explain FILE: where the page was found')
    .option('--all', 'with --explain: whole texts, not their beginnings')
    .option('--json', 'with --explain: one JSON object')
    .action(async ({ explain: what, ...options }: Options) => {
      if (what !== undefined) {
        // Who only filters waits for none of what fetches and draws.
        const { explainPage } = await import('../explain-page.ts')
        return await explainPage(what, options)
      }
      for (const name of ['url', 'all', 'json'] as const)
        if (options[name] !== undefined) throw new UsageError(`--${name} goes with --explain URL|FILE`)
      await parseLines()
    })
}

async function parseLines(): Promise<void> {
  const { extractArticle, readPlainText } = await import('@stancewire/extraction')
  await runFilter(Page, ({ url, html, text: plain }) => {
    const address = url ?? null
    const read =
      typeof html === 'string'
        ? extractArticle({ html, url: address })
        : readPlainText({ text: plain ?? '', url: address })
    return read.ok ? { ...read.article, sources: read.sources } : { error: { code: read.reason, message: read.detail } }
  })
}
