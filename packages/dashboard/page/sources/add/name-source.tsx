import { useState } from 'preact/hooks'
import { send } from '../../api/client.ts'
import { asProblem, type ProblemError } from '../../api/problem.ts'
import { Button } from '../../parts/button.tsx'
import { SelectField, TextField } from '../../parts/field.tsx'
import { notice } from '../../parts/notices.tsx'
import { Problem } from '../../parts/problem.tsx'
import type { Trial } from '../asked.ts'
import { suggestId } from './suggest-id.ts'

const spans = [
  { value: '60', text: 'every minute' },
  { value: '300', text: 'every 5 minutes' },
  { value: '900', text: 'every 15 minutes' },
  { value: '3600', text: 'every hour' },
  { value: '21600', text: 'every 6 hours' },
  { value: '86400', text: 'every day' },
] as const

const idForm = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/
const outletMax = 120

type Props = { readonly trial: Pick<Trial, 'url' | 'title'>; readonly added: (id: string) => void }

/** Names a source, says whose it is and how often it is polled, and adds it. */
export function NameSource({ trial: { url, title }, added }: Props) {
  const [id, setId] = useState(suggestId(url))
  const [outlet, setOutlet] = useState((title ?? '').slice(0, outletMax))
  const [seconds, setSeconds] = useState<string>('300')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemError>()
  const isNamed = idForm.test(id)
  const add = async () => {
    if (!isNamed || isBusy) return
    setBusy(true)
    setProblem(undefined)
    const named = outlet.trim() === '' ? {} : { outlet: outlet.trim() }
    try {
      await send('POST', '/v1/sources', { id, url, everySeconds: Number(seconds), ...named })
      notice(`${id} was added: it is polled within seconds`)
      added(id)
    } catch (failure) {
      setProblem(asProblem(failure))
      setBusy(false)
    }
  }
  return (
    <form
      class="name-source"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <h3>Add it as</h3>
      <div class="filters">
        <TextField
          {...{ label: 'Id', value: id, onChange: setId, maxLength: 120 }}
          error={isNamed ? undefined : 'Lower-case letters and digits, joined by - _ or .'}
          hint="Its name in lists, logs and events."
          isRequired
        />
        <TextField
          {...{ label: 'Outlet', value: outlet, onChange: setOutlet, maxLength: outletMax }}
          hint="The publisher, as it is shown. Empty: what the page says."
        />
        <SelectField label="Polled" value={seconds} onChange={setSeconds} options={spans} />
      </div>
      {problem && <Problem problem={problem} />}
      <p class="row">
        <Button kind="main" isSubmit isDisabled={isBusy || !isNamed} onPress={add}>
          Add this source
        </Button>
      </p>
    </form>
  )
}
