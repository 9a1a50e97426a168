import { useState } from 'preact/hooks'
import type { PostSourcesDiscover } from '../../api/answers.ts'
import { send } from '../../api/client.ts'
import { asProblem, type ProblemError } from '../../api/problem.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Section } from '../../parts/page.tsx'
import { Problem } from '../../parts/problem.tsx'
import type { Trial } from '../asked.ts'
import { TrialShown, Troubles } from '../trial.tsx'
import { Candidates } from './candidates.tsx'
import { NameSource } from './name-source.tsx'
import { asAddress } from './suggest-id.ts'

type Props = { readonly close: () => void; readonly added: (id: string) => void }

/** Adds a source in three steps: find the feeds of an address, see what a poll of one would find, name it. */
export function AddSource({ close, added }: Props) {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const finding = useAsked((url) => send<PostSourcesDiscover>('POST', '/v1/sources/discover', { url }))
  const testing = useAsked((url) => send<Trial>('POST', '/v1/sources/test', { url }))
  const find = () => {
    const url = asAddress(typed)
    setError(url === '' ? 'This is no address: it is said like paper.example or https://paper.example/rss' : undefined)
    if (url === '') return
    testing.forget()
    void finding.ask(url).then((found) => {
      const [only, ...others] = found?.candidates.filter(({ problem }) => problem === null) ?? []
      if (only && others.length === 0) void testing.ask(only.url)
    })
  }
  const { answer: found } = finding
  const { answer: trial } = testing
  return (
    <Section title="Add a source" actions={<Button onPress={close}>Close</Button>}>
      <div class="sheet add-source">
        <form
          class="add-find"
          onSubmit={(event) => {
            event.preventDefault()
            find()
          }}
        >
          <TextField
            {...{ label: 'Address of a site, or of a feed', value: typed, onChange: setTyped, error, maxLength: 2_000 }}
            placeholder="paper.example"
            isRequired
          />
          <Button kind="main" isSubmit isDisabled={finding.isBusy} onPress={find}>
            Find feeds
          </Button>
        </form>
        <Step {...finding} what="which feeds it has" />
        {found && <Troubles problems={found.problems} />}
        {found && found.candidates.length > 0 && (
          <Candidates
            candidates={found.candidates}
            chosen={testing.asked}
            choose={(url) => {
              void testing.ask(url)
            }}
          />
        )}
        <Step {...testing} what="what a poll would find" />
        {trial && <TrialShown trial={trial} />}
        {trial?.isFeed && trial.sourceId === null && <NameSource key={trial.url} trial={trial} added={added} />}
      </div>
    </Section>
  )
}

type StepProps = { readonly isBusy: boolean; readonly problem: ProblemError | undefined; readonly what: string }

function Step({ isBusy, problem, what }: StepProps) {
  if (isBusy) return <Loading what={what} rows={2} />
  return problem ? <Problem problem={problem} /> : null
}

type Questioned<Answer> = {
  /** What was asked about last. */
  readonly asked: string
  readonly answer?: Answer | undefined
  readonly problem?: ProblemError | undefined
  readonly isBusy: boolean
}

/** A question that is asked by hand; of two, the answer of the later counts. */
function useAsked<Answer>(question: (url: string) => Promise<Answer>) {
  const [state, setState] = useState<Questioned<Answer>>({ asked: '', isBusy: false })
  const settle = (asked: string, part: Partial<Questioned<Answer>>) =>
    setState((now) => (now.asked === asked ? { asked, isBusy: false, ...part } : now))
  return {
    ...{ asked: state.asked, answer: state.answer, problem: state.problem, isBusy: state.isBusy },
    forget: () => setState({ asked: '', isBusy: false }),
    async ask(url: string) {
      setState({ asked: url, isBusy: true })
      try {
        const answer = await question(url)
        settle(url, { answer })
        return answer
      } catch (failure) {
        settle(url, { problem: asProblem(failure) })
        return undefined
      }
    },
  }
}
