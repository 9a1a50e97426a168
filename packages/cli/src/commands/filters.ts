import { readTopicFile } from '@stancewire/config'
import type { Command } from 'commander'
import { z } from 'zod'
import { type LineId, runFilter } from '../filter.ts'
import { filterCommand } from './filter-command.ts'
import { parseCommand } from './parse.ts'

const text = z.string().nullish()

const Arrived = z.object({ url: text, title: text, text, publishedAt: text })
const Text = z.object({ text })
const Read = z.object({ title: text, text, language: text })
const Address = z.object({ url: text })

// Each filter loads its own core alone: models and word lists take longer to load than most input takes to read.

/** The five filters: each stage's core alone, NDJSON in and NDJSON out. */
export function filterCommands(): Command[] {
  return [parseCommand(), dedupeCommand(), attributeCommand(), stanceCommand(), canonicalizeCommand()]
}

function dedupeCommand(): Command {
  const command = filterCommand(
    'dedupe',
    'articles in order of arrival to relations and stories',
    '{id, url, title, text, publishedAt}',
    '{id, relation, canonicalId, similarity, storyId, matches[], passages[]}',
  )
  return command.action(async () => {
    const { createDeduper } = await import('@stancewire/dedup')
    const deduper = createDeduper()
    await runFilter(Arrived, ({ id, ...article }) => {
      const { canonicalId, matches, passages, ...line } = deduper.add({
        id: keyOf(id),
        url: article.url ?? null,
        title: article.title ?? null,
        text: article.text ?? '',
        publishedAt: article.publishedAt ?? null,
      })
      return {
        ...line,
        id,
        canonicalId: idOf(canonicalId),
        matches: matches.map((match) => ({ ...match, id: idOf(match.id) })),
        passages: passages.map(({ source, ...own }) => ({ ...own, source: { ...source, id: idOf(source.id) } })),
      }
    })
  })
}

/** The deduper knows articles by strings; 7 and "7" are two articles. */
function keyOf(id: LineId): string {
  return JSON.stringify(id)
}

function idOf(key: string): LineId {
  return JSON.parse(key)
}

function attributeCommand(): Command {
  return filterCommand(
    'attribute',
    'text to who said what',
    '{id, text}',
    '{id, attributions: [{source, cue, content, kind, confidence}]}, offsets in UTF-16 code units',
  ).action(async () => {
    const { attribute } = await import('@stancewire/stance')
    await runFilter(Text, (line) => ({ attributions: attribute(line.text ?? '') }))
  })
}

function stanceCommand(): Command {
  return filterCommand(
    'stance',
    'article to who stands where on a topic',
    '{id, title, text, language?}',
    '{id, onTopic, relevance, articleStance, positions[]}',
  )
    .requiredOption('--topic <file>', 'the topic file (YAML)')
    .action(async ({ topic: file }: { topic: string }) => {
      const topic = readTopicFile(file)
      const { classifyStance, compileTopic } = await import('@stancewire/stance')
      const compiled = compileTopic(topic)
      await runFilter(Read, ({ title, text: body, language }) =>
        classifyStance(compiled, { title: title ?? null, text: body ?? '', language: language ?? null }),
      )
    })
}

function canonicalizeCommand(): Command {
  return filterCommand('canonicalize', 'address to canonical address', '{id, url}', '{id, canonical}').action(
    async () => {
      const { canonicalUrl } = await import('@stancewire/url')
      await runFilter(Address, ({ url }) => ({ canonical: canonicalUrl(url ?? '') }))
    },
  )
}
