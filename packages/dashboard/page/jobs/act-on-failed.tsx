import { useState } from 'preact/hooks'
import type { GetFailedCount, PostOperations } from '../api/answers.ts'
import { send } from '../api/client.ts'
import { asProblem, type ProblemError } from '../api/problem.ts'
import { useAnswer } from '../api/use-answer.ts'
import { countText } from '../parts/amounts.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Loading } from '../parts/loading.tsx'
import { notice } from '../parts/notices.tsx'
import { Problem } from '../parts/problem.tsx'
import { exportPath, type FailedQuery, operationFilter } from './failed-query.ts'
import { noteOperation } from './open-operations.ts'
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

function Ask({ action, query, which, close }: AskProps) {
  const { answer, problem, isLoading, again } = useAnswer<GetFailedCount>('/v1/failed/count', query)
  const [refused, setRefused] = useState<ProblemError>()
  const isNone = answer?.count === 0
  const start = async () => {
    if (action === 'export' || !answer) return
    try {
      const expect = answer.isMore ? {} : { expect: answer.count }
      const filter = operationFilter(query)
      noteOperation(await send<PostOperations>('POST', '/v1/operations', { action, filter, ...expect }))
      notice(`${verbs[action]} of ${countText(answer.count)} failed ${answer.count === 1 ? 'run' : 'runs'} has begun`)
      close()
    } catch (error) {
      const told = asProblem(error)
      setRefused(told)
      if (told.status === 409) again()
    }
  }
  return (
    <Dialog title={`${verbs[action]} ${which}`} onClose={close}>
      {answer && !isLoading && <Counted answer={answer} />}
      {isLoading && <Loading what="how many that are" rows={1} />}
      {problem && <Problem problem={problem} retry={again} />}
      {refused && <Problem problem={refused} />}
      <p class="muted">{means[action]}</p>
      <p class="row row-end">
        <Button onPress={close}>Cancel</Button>
        {action === 'export' ? (
          <Files query={query} isNone={isNone || !answer} close={close} />
        ) : (
          <Button
            kind={action === 'discard' ? 'danger' : 'main'}
            isDisabled={!answer || isLoading || isNone}
            onPress={start}
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
            <span class="number">{countText(alike)}</span> × {errorName} at {stageName(stage)}
            {cause === 'error' ? '' : ` (${cause})`}
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <span class="number">{countText(restCount)}</span> × {rest.length} other kinds
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
