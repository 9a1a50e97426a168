import { type CloudEvent, PipelineEvent } from '@stancewire/contracts'
import { Command, InvalidArgumentError, Option } from 'commander'
import { eventSentence } from '../event-sentence.ts'
import { withLine } from '../line.ts'
import { momentOf } from '../moment.ts'
import { stopSignal } from '../stop-signal.ts'

type Options = { follow?: boolean; since?: string; type?: string[]; pretty?: boolean }

const batch = 200
const waitMs = 1_000

/** `events`: the event stream, one CloudEvent a line. */
export function eventsCommand(): Command {
  return new Command('events')
    .description('print the event stream as NDJSON, one CloudEvent a line, oldest first')
    .option('--follow', 'go on with what comes')
    .option(
      '--since <position>',
      'start after this position of the stream, at an instant or a date, or an age ago like 90m, 2h, 3d; 0 is its beginning',
      readSince,
    )
    .addOption(new Option('--type <types...>', 'only these types').choices(eventTypes))
    .option('--pretty', 'one readable sentence for each')
    .action((options: Options) => withLine('unused', (line) => printEvents(line.stores.events, options)))
}

type Log = {
  read(after: string, options: { count: number; waitMs?: number }): Promise<{ position: string; event: CloudEvent }[]>
}

async function printEvents(events: Log, options: Options): Promise<void> {
  const { follow = false, since = '0' } = options
  const stopping = follow ? stopSignal() : undefined
  for (let after = since; !stopping?.aborted; ) {
    const entries = await events.read(after, follow ? { count: batch, waitMs } : { count: batch })
    for (const { event } of entries) printEvent(event, options)
    if (entries.length === 0 && !follow) return
    after = entries.at(-1)?.position ?? after
  }
}

function printEvent(event: CloudEvent, { type, pretty = false }: Options): void {
  if (type && !type.includes(event.type)) return
  console.log(pretty ? eventSentence(event) : JSON.stringify(event))
}

// What Redis counts up to.
const positionPartMax = 2n ** 64n - 1n

function readSince(value: string): string {
  const [, ...parts] = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(value) ?? []
  if (parts.length > 0 && parts.every((part) => BigInt(part ?? 0) <= positionPartMax)) return value
  const at = momentOf(value)
  if (Number.isNaN(at))
    throw new InvalidArgumentError(
      'expected a position like 1700000000000-0, an instant like 2024-02-27T10:00:00Z, a date, or an age like 90m, 2h, 3d',
    )
  // Positions begin with the millisecond at which the event was appended.
  return `${Math.max(0, at - 1)}-${positionPartMax}`
}

/** The types an event can have. */
const eventTypes = PipelineEvent.options.map(({ shape }) => shape.type.value)
