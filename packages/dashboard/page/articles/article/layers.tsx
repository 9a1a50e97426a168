import type { ComponentChildren } from 'preact'
import { useQuery } from '../../address/use-query.ts'
import { Count } from '../../parts/numbers.tsx'

/** What is marked in the text; it stands in the address where it is other than usual. */
export function useLayers() {
  const [{ evidence, said, taken, holder }, change] = useQuery(['evidence', 'said', 'taken', 'holder'])
  return {
    isEvidence: evidence !== 'no',
    isSaid: said === 'yes',
    isTaken: taken !== 'no',
    /** Whose evidence stands out. */
    holder,
    showEvidence: (is: boolean) => change({ evidence: is ? '' : 'no' }),
    showSaid: (is: boolean) => change({ said: is ? 'yes' : '' }),
    showTaken: (is: boolean) => change({ taken: is ? '' : 'no' }),
  }
}

type Layers = ReturnType<typeof useLayers>

type Props = {
  readonly layers: Layers
  readonly evidence: number
  /** How many passages were taken; `undefined` where the article took none from anywhere. */
  readonly taken: number | undefined
  readonly children?: ComponentChildren
}

/** Switches for what is marked, each looking like its marks. */
export function LayerSwitches({ layers, evidence, taken, children }: Props) {
  return (
    <fieldset class="layers">
      <legend>Marked in the text</legend>
      <Switch isOn={layers.isEvidence} onChange={layers.showEvidence}>
        <mark class="mark mark-evidence mark-sample">Evidence</mark> <Count value={evidence} />
      </Switch>
      {taken !== undefined && (
        <Switch isOn={layers.isTaken} onChange={layers.showTaken}>
          <mark class="mark mark-taken">Taken from others</mark> <Count value={taken} />
        </Switch>
      )}
      <Switch isOn={layers.isSaid} onChange={layers.showSaid}>
        Who said what: <mark class="mark mark-source">who</mark> <mark class="mark mark-cue">says</mark>{' '}
        <mark class="mark mark-content">what</mark>
      </Switch>
      {children}
    </fieldset>
  )
}

type SwitchProps = {
  readonly isOn: boolean
  readonly onChange: (is: boolean) => void
  readonly children: ComponentChildren
}

function Switch({ isOn, onChange, children }: SwitchProps) {
  return (
    <label class="layer">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  )
}
