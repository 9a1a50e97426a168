import { useState } from 'preact/hooks'
import { send } from '../api/client.ts'
import { AskPause } from '../line/pause-stage.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { notice } from '../parts/notices.tsx'
import type { Source, Trial } from './asked.ts'
import { TrialShown } from './trial.tsx'

type Props = { readonly source: Source; readonly again: () => void }

/** What can be done about a source. */
export function SourceActions({ source, again }: Props) {
  return (
    <div class="source-acts">
      <PauseOrResume source={source} again={again} />
      <TestNow source={source} />
      {source.from === 'added' && <Remove source={source} again={again} />}
    </div>
  )
}

function PauseOrResume({ source: { id, pause, hostPause }, again }: Props) {
  const [isAsking, setAsking] = useState(false)
  const held = pause ?? hostPause
  const pathOf = (kind: string, name: string) => `/v1/pauses/${kind}/${encodeURIComponent(name)}`
  const resume = async () => {
    if (!held) return
    await send('DELETE', pathOf(held.kind, held.name))
    notice(`${held.name} goes on`)
    again()
  }
  if (held)
    return (
      <Button onPress={resume} label={`Resume ${held.kind === 'host' ? `host ${held.name}` : id}`} needsLine>
        {held.kind === 'host' ? 'Resume host' : 'Resume'}
      </Button>
    )
  const close = () => {
    setAsking(false)
    again()
  }
  return (
    <>
      <Button onPress={() => setAsking(true)} label={`Pause ${id}`} needsLine>
        Pause …
      </Button>
      {isAsking && <AskPause title={id} path={pathOf('source', id)} close={close} />}
    </>
  )
}

function TestNow({ source: { id, url } }: Pick<Props, 'source'>) {
  const [trial, setTrial] = useState<Trial>()
  return (
    <>
      <Button
        kind="quiet"
        label={`Test ${id}`}
        onPress={async () => setTrial(await send<Trial>('POST', '/v1/sources/test', { url }))}
      >
        Test
      </Button>
      {trial && (
        <Dialog title={`What a poll of ${id} finds now`} onClose={() => setTrial(undefined)}>
          <TrialShown trial={trial} />
          <p class="row row-end">
            <Button onPress={() => setTrial(undefined)}>Close</Button>
          </p>
        </Dialog>
      )}
    </>
  )
}

function Remove({ source: { id }, again }: Props) {
  const remove = async () => {
    await send('DELETE', `/v1/sources/${encodeURIComponent(id)}`)
    notice(`${id} is polled no more`)
    again()
  }
  return (
    <Button
      kind="danger"
      label={`Remove ${id}`}
      onPress={remove}
      confirm={{
        title: `Remove ${id}?`,
        text: 'It is polled no more. What it brought stays. It can be added again.',
        yes: `Remove ${id}`,
      }}
    >
      Remove …
    </Button>
  )
}
