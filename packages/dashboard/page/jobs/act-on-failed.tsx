import { useState } from 'preact/hooks'
import type { GetFailedCount, PostOperations } from '../api/answers.ts'
import { send } from '../api/client.ts'
import { asProblem, type ProblemError } from '../api/problem.ts'
import { type Asked, useAnswer } from '../api/use-answer.ts'
import { counted, countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Loading } from '../parts/loading.tsx'
import { notice } from '../parts/notices.tsx'
import { Problem } from '../parts/problem.tsx'
import { exportPath, type FailedQuery, operationFilter } from './failed-query.ts'
import { noteOperation, readFailedAgain } from './open-operations.ts'
import { endText } from './operation-words.ts'
import { stageName } from './stages.ts'

type Action = 'retry' | 'discard' | 'export'

type Props = {
  readonly query: FailedQuery
  /** Which runs these are, as in "Retry all that match". */
  readonly which: string
  readonly isDisabled?: boolean
}

const verbs: Readonly<Record<Action, string>> = { retry: 'Retry', discard: 'Discard', export: 'Export' }

/** What can be done about failed runs, each after it was counted how many that concerns. */
export function FailedActions({ query, which, isDisabled }: Props) {
  const [action, setAction] = useState<Action>()
  return (
    <>
      {(['retry', 'discard', 'export'] as const).map((one) => (
        <Button
          key={one}
          kind={one === 'discard' ? 'danger' : 'plain'}
          label={`${verbs[one]} ${which}`}
          isDisabled={isDisabled}
          onPress={() => setAction(one)}
          needsLine={one !== 'export'}
        >
          {verbs[one]}
        </Button>
      ))}
      {action && <Ask action={action} query={query} which={which} close={() => setAction(undefined)} />}
    </>
  )
}

type AskProps = Omit<Props, 'isDisabled'> & { readonly action: Action; readonly close: () => void }

const means: Readonly<Record<Action, string>> = {
  retry: 'A new run of each is started and goes through the line from the beginning.',
  discard: 'They are let go for good: their jobs are removed, an event tells of each. This cannot be undone.',
  export: 'They come as a file, the first one first. It is noted in the audit.',
}

function Ask({ action, query, which, close: done }: AskProps) {
  const asked = useAnswer<GetFailedCount>('/v1/failed/count', query)
  const { answer, isLoading, again } = asked
  const [refused, setRefused] = useState<ProblemError>()
  const isNone = answer?.count === 0
  const goneCount = goneOf(query, answer)
  const close = () => {
    done()
    if (goneCount > 0) readFailedAgain()
  }
  const start = async () => {
    if (action === 'export' || !answer) return
    try {
      const expect = answer.isMore ? {} : { expect: answer.count }
      const filter = operationFilter(query)
      const operation = await send<PostOperations>('POST', '/v1/operations', { action, filter, ...expect })
      const takeBack = notice(`${verbs[action]} of ${counted(answer.count, 'failed run')} has begun`)
      noteOperation(operation, (ended) => {
        takeBack()
        notice(endText(ended))
      })
      close()
    } catch (error) {
      const told = asProblem(error)
      setRefused(told)
      if (told.status === 409) again()
    }
  }
  return (
    <Dialog title={`${verbs[action]} ${which}`} onClose={close}>
      <Meant asked={asked} goneCount={goneCount} />
      {refused && <Problem problem={refused} />}
      {!isNone && <p class="muted">{means[action]}</p>}
      <p class="row row-end">
        <Button onPress={close}>{isNone ? 'Close' : 'Cancel'}</Button>
        {isNone ? null : action === 'export' ? (
          <Files query={query} isNone={!answer} close={close} />
        ) : (
          <Button
            kind={action === 'discard' ? 'danger' : 'main'}
            isDisabled={!answer || isLoading}
            onPress={start}
            needsLine
          >
            {answer ? `${verbs[action]} ${amount(answer)}` : verbs[action]}
          </Button>
        )}
      </p>
    </Dialog>
  )
}

function amount({ count, isMore }: GetFailedCount): string {
  return `${isMore ? 'at least ' : ''}${countText(count)}`
}

/** How many of those that are meant are there no more. */
function goneOf({ runs }: FailedQuery, answer: GetFailedCount | undefined): number {
  if (!answer) return 0
  const meant = runs === undefined ? Math.max(1, answer.count) : runs.split(',').length
  return Math.max(0, meant - answer.count)
}

type MeantProps = { readonly asked: Asked<GetFailedCount>; readonly goneCount: number }

function Meant({ asked: { answer, problem, isLoading, again }, goneCount }: MeantProps) {
  if (isLoading) return <Loading what="how many that are" rows={1} />
  return (
    <>
      {answer && answer.count > 0 && <Counted answer={answer} />}
      {goneCount > 0 && <Gone count={goneCount} areAll={answer?.count === 0} />}
      {problem && <Problem problem={problem} retry={again} />}
    </>
  )
}

type GoneProps = { readonly count: number; readonly areAll: boolean }

/** Says that what is meant is not there any more: the list was read before that. */
function Gone({ count, areAll }: GoneProps) {
  return (
    <p role="status">
      <strong>{areAll ? 'None of these is left to be dealt with.' : `${countText(count)} of these are gone.`}</strong>{' '}
      Somebody else retried or discarded them since the list was read.
    </p>
  )
}

const groupsShown = 5

function Counted({ answer }: { readonly answer: GetFailedCount }) {
  const { count, groups } = answer
  const rest = groups.slice(groupsShown)
  const restCount = rest.reduce((sum, group) => sum + group.count, 0)
  return (
    <div class="jobs-meant" aria-live="polite">
      <p>
        This concerns <strong>{amount(answer)}</strong> failed {count === 1 ? 'run' : 'runs'}.
      </p>
      <ul>
        {groups.slice(0, groupsShown).map(({ stage, cause, errorName, count: alike }) => (
          <li key={`${stage} ${cause} ${errorName}`}>
            <span class="number">{countText(alike)}</span> × <bdi>{errorName}</bdi> at {stageName(stage)}
            {cause === 'error' ? '' : ` (${cause})`}
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <span class="number">{countText(restCount)}</span> × {counted(rest.length, 'other kind')}
          </li>
        )}
      </ul>
    </div>
  )
}

type FilesProps = { readonly query: FailedQuery; readonly isNone: boolean; readonly close: () => void }

/** The browser takes the file itself. */
function Files({ query, isNone, close }: FilesProps) {
  if (isNone) return null
  const closeSoon = () => setTimeout(close, 0)
  return (
    <>
      <a class="button button-main" href={exportPath(query, 'csv')} download="failed.csv" onClick={closeSoon}>
        As CSV
      </a>
      <a class="button" href={exportPath(query, 'ndjson')} download="failed.ndjson" onClick={closeSoon}>
        As NDJSON
      </a>
    </>
  )
}
