import { once } from 'node:events'
import { z } from 'zod'
import { readNdjson } from './ndjson.ts'
import { openProgress } from './progress.ts'

// A larger whole number loses digits when it is read.
const isExact = (id: string | number) => !Number.isInteger(id) || Number.isSafeInteger(id)
const idExpected = 'expected a string, or a number of at most 15 digits'
const Id = z.union([z.string(), z.number()], idExpected).refine(isExact, idExpected)
/** What a line is known by. */
export type LineId = z.infer<typeof Id>

/** Runs a stage's core as a filter: NDJSON on standard input to NDJSON on standard output, a line for a line, in order. A bad line costs itself alone. */
export async function runFilter<Schema extends z.ZodObject>(
  schema: Schema,
  work: (line: z.infer<Schema> & { id: LineId }) => object,
): Promise<void> {
  const checked = schema.extend({ id: Id })
  const progress = process.stdout.isTTY ? undefined : openProgress('lines')
  for await (const line of readNdjson(process.stdin)) {
    const answer = line.ok
      ? answerTo(line.value, checked, work)
      : failure(null, 'not-json', `line ${line.number}: ${line.why}`)
    // Waiting here keeps memory flat before a slow reader.
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain')
    progress?.step()
  }
  progress?.done()
}

function answerTo<Schema extends z.ZodObject>(value: unknown, schema: Schema, work: (line: never) => object): object {
  const read = schema.safeParse(value)
  const given = Id.safeParse((value as { id?: unknown } | null)?.id)
  const id = given.success ? given.data : null
  if (!read.success) {
    const issues = read.error.issues.map((issue) => {
      const message = issue.message.replace('Invalid input: ', '')
      return issue.path.length === 0 ? message : `${issue.path.join('.')}: ${message}`
    })
    return failure(id, 'bad-input', issues.join('; '))
  }
  try {
    return { id, ...work(read.data as never) }
  } catch (error) {
    return failure(id, 'internal', error instanceof Error ? error.message : String(error))
  }
}

/** The answer to a line that could not be used. */
function failure(id: LineId | null, code: string, message: string): object {
  return { id, error: { code, message } }
}
