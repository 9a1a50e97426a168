import { styleText } from 'node:util'
import type { FailedJob } from '@stancewire/runtime'
import { clip, duration, plural } from '../table.ts'

/** A body that is kept for a failed run, and its length in characters. */
export type KeptBody = { readonly kind: string; readonly run: number; readonly characters: number }

const labelWidth = 10

/** What `failed show` tells of one run: who, when, what, where, and the input. */
export function failedPage(job: FailedJob, bodies: readonly KeptBody[], nowMs: number): string {
  const ago = `${duration(Math.max(0, nowMs - Date.parse(job.failedAt)))} ago`
  const facts: readonly (readonly [string, string])[] = [
    ['job', job.id],
    [
      'run',
      job.ref
        ? `${job.ref.run} of ${job.ref.urlId}${job.lane === 'replay' ? ', a replay' : ''}`
        : 'none that can be read',
    ],
    ['address', job.url ?? 'none that can be read'],
    ['host', job.host ?? 'none that can be read'],
    ['stage', job.stage],
    ['cause', `${job.cause}, after ${job.attempts === 1 ? '1 try' : `${job.attempts} tries`}`],
    ['error', `${job.error.name}: ${job.error.message}`],
    ['worker', job.worker ?? 'unknown'],
    ['queued', job.queuedAt ?? 'unknown'],
    ['last try', job.triedAt ?? 'none'],
    ['failed', `${job.failedAt}, ${ago}`],
    ['bodies', bodies.length === 0 ? 'none kept' : bodies.map(bodyText).join(', ')],
  ]
  return [
    ...facts.map(([name, value]) => `${styleText('dim', name.padEnd(labelWidth))}${safe(value)}`),
    ...part('message', JSON.stringify(job.input, null, 2) ?? 'none'),
    ...part('stack', job.error.stack),
  ].join('\n')
}

function bodyText({ kind, characters }: KeptBody): string {
  return `${kind} (${kind === 'submitted' ? 'as handed in, ' : ''}${plural(characters, 'character')})`
}

function part(name: string, text: string): string[] {
  if (text === '') return []
  return ['', styleText('dim', name), ...text.split('\n').map((line) => `  ${safe(line)}`)]
}

const lineMax = 4_000

/** One line of text from outside, with its indentation. */
function safe(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? []
  return `${indent}${clip(line.slice(indent.length), lineMax)}`
}
