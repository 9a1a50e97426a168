import { open } from 'node:fs/promises'
import { readTopicFile } from '@stancewire/config'
import { Command } from 'commander'
import { z } from 'zod'
import { readNdjson } from '../ndjson.ts'
import { clip } from '../table.ts'
import { UsageError } from '../usage-error.ts'

const Labelled = z.object({
  id: z.union([z.string(), z.number()]),
  title: z.string().nullish(),
  text: z.string(),
  language: z.string().nullish(),
  /** Whether a person finds it on the topic. */
  onTopic: z.boolean().nullish(),
})

type LabelledArticle = z.infer<typeof Labelled>

type Tally = { labelled: number; hits: number; misses: number; falseAlarms: number; onTopic: number; articles: number }

/** `topics check`: whether a topic file can be used, and what it finds. */
export function topicsCommand(): Command {
  const topics = new Command('topics').description('work on topic files')
  topics
    .command('check')
    .description('check a topic file, and show which articles it matches and why')
    .argument('<file>', 'the topic file (YAML)')
    .option(
      '--articles <ndjson>',
      'articles to try it on: {id, title, text, onTopic?} a line; with onTopic, precision and recall are shown',
    )
    .action((file: string, options: { articles?: string }) => check(file, options))
  return topics
}

async function check(file: string, { articles }: { articles?: string }): Promise<void> {
  const topic = readTopicFile(file)
  console.log(`${file}: topic ${topic.id} can be used`)
  for (const hint of hintsFor(topic)) console.log(`  hint: ${hint}`)
  if (articles === undefined) return
  const { compileTopic, relevance } = await import('@stancewire/stance')
  const compiled = compileTopic(topic)
  const relevanceOf = ({ title, text, language }: LabelledArticle) =>
    relevance(compiled, { title: title ?? null, text, language: language ?? null })
  const tally: Tally = { labelled: 0, hits: 0, misses: 0, falseAlarms: 0, onTopic: 0, articles: 0 }
  for await (const line of readNdjson(await openFile(articles))) {
    const read = Labelled.safeParse(line.ok ? line.value : undefined)
    if (read.success) tryArticle(read.data, relevanceOf(read.data), tally)
    else console.log(`${articles}:${line.number}: not an article {id, title, text}: skipped`)
  }
  console.log(summary(tally))
}

type Found = { readonly onTopic: boolean; readonly score: number; readonly hits: object }

function tryArticle({ id, title, onTopic }: LabelledArticle, found: Found, tally: Tally): void {
  tally.articles++
  if (typeof onTopic === 'boolean') tally.labelled++
  if (found.onTopic) tally.onTopic++
  if (onTopic === true) tally[found.onTopic ? 'hits' : 'misses']++
  if (onTopic === false && found.onTopic) tally.falseAlarms++
  const isWrong = typeof onTopic === 'boolean' && onTopic !== found.onTopic
  const mark = found.onTopic ? 'on topic ' : 'off topic'
  console.log(`${mark} ${found.score.toFixed(2)}${isWrong ? ' WRONG' : ''}  ${id}  ${clip(title ?? '', 60)}`)
  console.log(`    ${clip(JSON.stringify(found.hits), 200)}`)
}

function summary({ labelled, hits, misses, falseAlarms, onTopic, articles }: Tally): string {
  const found = `${onTopic} of ${articles} articles are on the topic`
  if (labelled === 0) return found
  const share = (part: number, whole: number) => (whole === 0 ? 'none' : `${Math.round((100 * part) / whole)} %`)
  return `${found}; precision ${share(hits, hits + falseAlarms)}, recall ${share(hits, hits + misses)}`
}

function hintsFor(topic: ReturnType<typeof readTopicFile>): string[] {
  const hints: string[] = []
  if (!topic.action?.enact) hints.push('action.enact (verbs that carry the proposition out) makes stances clearer')
  if (!topic.action?.objects) hints.push('action.objects (what the verbs act on) makes stances clearer')
  if (!topic.scope?.out) hints.push('scope.out (near misses) keeps neighbouring debates away')
  return hints
}

async function openFile(path: string) {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read: ${error.code === 'ENOENT' ? 'no such file' : error.message}`)
  })
  if ((await file.stat()).isFile()) return file.createReadStream()
  await file.close()
  throw new UsageError(`${path} cannot be read: it is no file`)
}
