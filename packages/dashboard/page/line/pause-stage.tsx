import { useState } from 'preact/hooks'
import { send } from '../api/client.ts'
import { asProblem, type ProblemError } from '../api/problem.ts'
import type { StageSample } from '../live/sample.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { notice } from '../parts/notices.tsx'
import { Problem } from '../parts/problem.tsx'
import { stageTitle } from './stage-names.ts'

const spans = [
  { value: '900', text: 'for 15 minutes' },
  { value: '3600', text: 'for an hour' },
  { value: '28800', text: 'for 8 hours' },
  { value: '86400', text: 'for a day' },
  { value: '', text: 'until it is resumed' },
] as const

/** Pauses a stage with a reason and an end, or lets it go on. */
export function PauseStage({
  stage: { stage, isPaused },
}: {
  readonly stage: Pick<StageSample, 'stage' | 'isPaused'>
}) {
  const [isAsking, setAsking] = useState(false)
  const title = stageTitle(stage)
  const path = `/v1/pauses/stage/${encodeURIComponent(stage)}`
  const resume = async () => {
    await send('DELETE', path)
    notice(`${title} goes on`)
  }
  return (
    <p class="stage-act">
      {isPaused ? (
        <Button onPress={resume} label={`Resume ${title}`} needsLine>
          Resume
        </Button>
      ) : (
        <Button onPress={() => setAsking(true)} label={`Pause ${title}`} needsLine>
          Pause …
        </Button>
      )}
      {isAsking && <AskPause {...{ title, path }} close={() => setAsking(false)} />}
    </p>
  )
}

type AskProps = { readonly title: string; readonly path: string; readonly close: () => void }

/** Asks why and for how long something is paused, and pauses it: `path` is that of the pause in the API. */
export function AskPause({ title, path, close }: AskProps) {
  const [reason, setReason] = useState('')
  const [seconds, setSeconds] = useState<string>(spans[0].value)
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<ProblemError>()
  const [isBusy, setBusy] = useState(false)
  const why = reason.trim()
  const pause = async () => {
    setError(why === '' ? 'Say why: others will read it.' : undefined)
    if (why === '' || isBusy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await send('PUT', path, { reason: why, ...(seconds === '' ? {} : { forSeconds: Number(seconds) }) })
      notice(`${title} is paused`)
      close()
    } catch (failure) {
      setProblem(asProblem(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog title={`Pause ${title}`} onClose={close}>
      <p>What is in hand finishes. What comes waits here, and is lost by no restart.</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void pause()
        }}
      >
        <TextField
          {...{ label: 'Reason', value: reason, onChange: setReason, error, maxLength: 200 }}
          isRequired
          hint="Needed: others will read it."
        />
        <SelectField label="How long" value={seconds} onChange={setSeconds} options={spans} />
        {problem && <Problem problem={problem} />}
        <p class="row row-end">
          <Button onPress={close}>Cancel</Button>
          <Button kind="main" isSubmit isDisabled={isBusy} onPress={pause}>
            Pause {title}
          </Button>
        </p>
      </form>
    </Dialog>
  )
}
