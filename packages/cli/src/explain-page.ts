import { withoutSecrets } from '@stancewire/contracts'
import { explainArticle, explainPlainText } from '@stancewire/extraction'
import { fetchPage } from './explain-fetched.ts'
import { readPageFile } from './explain-file.ts'
import type { PageFound } from './explain-found.ts'
import { explanationAsJson } from './explain-json.ts'
import { fetchLimits } from './explain-limits.ts'
import { renderExplanation } from './explain-report.ts'
import { UsageError } from './usage-error.ts'

type Options = { readonly url?: string; readonly all?: boolean; readonly json?: boolean }

/** Explains the page at an http(s) address, or in a file, on standard output. What kept a page from coming is told, and sets the exit code. */
export async function explainPage(what: string, { url, all = false, json = false }: Options): Promise<void> {
  const found = await find(what, url)
  if ('failed' in found) {
    console.error(withoutSecrets(found.failed))
    process.exitCode = 1
    return
  }
  const { text, media, url: address } = found
  const explanation =
    media === 'html' ? explainArticle({ html: text, url: address }) : explainPlainText({ text, url: address })
  const width = process.stdout.columns
  console.log(json ? explanationAsJson(explanation, found) : renderExplanation(explanation, found, { width, all }))
}

/** The page that was named: fetched where it is an address, else read from a file. */
async function find(what: string, url: string | undefined): Promise<PageFound | { readonly failed: string }> {
  const limits = fetchLimits()
  if (isAddress(what)) {
    if (url !== undefined) throw new UsageError('--url says where a file was found; an address needs none')
    return await fetchPage(what, limits)
  }
  if (url !== undefined && !(isAddress(url) && URL.canParse(url)))
    throw new UsageError(`--url ${url} is no http(s) address`)
  return { ...(await readPageFile(what, limits.maxBodyBytes)), url: url ?? null }
}

function isAddress(what: string): boolean {
  return /^https?:\/\//i.test(what)
}
