import { useState } from 'preact/hooks'
import { send } from '../api/client.ts'
import type { StageSample } from '../live/sample.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { notice } from '../parts/notices.tsx'
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
        <Button onPress={resume} label={`Resume ${title}`}>
          Resume
        </Button>
      ) : (
        <Button onPress={() => setAsking(true)} label={`Pause ${title}`}>
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
  const isReady = reason.trim() !== ''
  const pause = async () => {
    await send('PUT', path, { reason: reason.trim(), ...(seconds === '' ? {} : { forSeconds: Number(seconds) }) })
    notice(`${title} is paused`)
    close()
  }
  return (
    <Dialog title={`Pause ${title}`} onClose={close}>
      <p>What is in hand finishes. What comes waits here, and is lost by no restart.</p>
      <TextField
        label="Reason"
        value={reason}
        onChange={setReason}
        maxLength={200}
        isRequired
        hint="Others will read it."
      />
      <SelectField label="How long" value={seconds} onChange={setSeconds} options={spans} />
      <p class="row row-end">
        <Button onPress={close}>Cancel</Button>
        <Button kind="main" onPress={pause} isDisabled={!isReady}>
          Pause {title}
        </Button>
      </p>
    </Dialog>
  )
}
