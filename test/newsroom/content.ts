import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Topic } from '@stancewire/contracts'
import { parse } from 'yaml'
import type { z } from 'zod'
import type { Block } from './body.ts'
import { FrontMatter } from './front-matter.ts'
import { type Outlet, Outlets } from './outlet.ts'
import { type RawEntry, resolveBody } from './resolve-body.ts'

/** One address of the newsroom: an article with its text, or a page that is none. */
export interface Entry extends FrontMatter {
  readonly slug: string
  readonly blocks: readonly Block[]
  /** Slugs of the entries that passages were taken from. */
  readonly reuses: readonly string[]
}

/** A content folder that was read and found in order. */
export interface Content {
  readonly topicFile: string
  readonly topic: Topic
  readonly outlets: readonly Outlet[]
  readonly entries: readonly Entry[]
}

/** Says everything that is wrong in a content folder, one line per mistake: file, field, what is expected. */
class ContentError extends Error {
  override readonly name = 'ContentError'
  readonly problems: readonly string[]

  constructor(folder: string, problems: readonly string[], options?: ErrorOptions) {
    super(`${folder} cannot be published:\n${problems.map((problem) => `  ${problem}`).join('\n')}`, options)
    this.problems = problems
  }
}

type Problems = string[]

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function validated<Schema extends z.ZodType>(
  schema: Schema,
  yaml: string,
  file: string,
  problems: Problems,
): z.infer<Schema> | undefined {
  let value: unknown
  try {
    value = parse(yaml)
  } catch (error) {
    problems.push(`${file}: ${messageOf(error)}`)
    return undefined
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues) problems.push(`${file}: ${issue.path.join('.') || 'file'}: ${issue.message}`)
  return undefined
}

function rawEntry(file: string, text: string, problems: Problems): RawEntry | undefined {
  const [, yaml, body] = /^---\n([\s\S]*?)\n---\n?([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n')) ?? []
  if (yaml === undefined || body === undefined) {
    problems.push(`${file}: begins with a block of YAML between two lines "---"`)
    return undefined
  }
  const front = validated(FrontMatter, yaml, file, problems)
  const slug = file.replace(/^articles\//, '').replace(/\.md$/, '')
  return front === undefined ? undefined : { slug, front, text: body }
}

async function readEntries(folder: string, problems: Problems): Promise<RawEntry[]> {
  const names = (await readdir(join(folder, 'articles'))).filter((name) => name.endsWith('.md')).sort()
  const files = await Promise.all(names.map((name) => readFile(join(folder, 'articles', name), 'utf8')))
  return files.flatMap((text, at) => rawEntry(`articles/${names[at]}`, text, problems) ?? [])
}

function resolveEntries(raw: readonly RawEntry[], outlets: readonly Outlet[], problems: Problems): Entry[] {
  const bySlug = new Map(raw.map((entry) => [entry.slug, entry]))
  const outletIds = new Set(outlets.map(({ id }) => id))
  const addresses = new Set<string>()
  return raw.flatMap((entry) => {
    const { slug, front } = entry
    const wrong = (message: string) => problems.push(`articles/${slug}.md: ${message}`)
    if (!outletIds.has(front.outlet)) wrong(`outlet: there is no outlet "${front.outlet}"`)
    if (addresses.has(front.outlet + front.path)) wrong(`path: ${front.path} is taken`)
    addresses.add(front.outlet + front.path)
    if (front.to !== undefined && bySlug.get(front.to)?.front.outlet !== front.outlet)
      wrong(`to: this outlet has no entry "${front.to}"`)
    try {
      return { ...front, slug, ...resolveBody(entry, bySlug) }
    } catch (error) {
      wrong(messageOf(error))
      return []
    }
  })
}

/** Reads `outlets.yaml`, `topic.yaml` and `articles/*.md` of a folder; throws {@link ContentError} with every mistake. */
export async function loadContent(folder: string): Promise<Content> {
  const problems: Problems = []
  const topicFile = join(folder, 'topic.yaml')
  const topic = validated(Topic, await readFile(topicFile, 'utf8'), 'topic.yaml', problems)
  const outletsYaml = await readFile(join(folder, 'outlets.yaml'), 'utf8')
  const outlets = validated(Outlets, outletsYaml, 'outlets.yaml', problems) ?? []
  const entries = resolveEntries(await readEntries(folder, problems), outlets, problems)
  if (topic === undefined || problems.length > 0) throw new ContentError(folder, problems)
  return { topicFile, topic, outlets, entries }
}
