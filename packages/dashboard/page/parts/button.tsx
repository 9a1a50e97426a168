import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { asProblem } from '../api/problem.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { Dialog } from './dialog.tsx'
import { noticeProblem } from './notices.tsx'

type Props = {
  readonly children: ComponentChildren
  /** What it does; while a promise is open the button is busy, and where it rejects the problem is shown as a notice. */
  readonly onPress: () => unknown
  readonly kind?: 'plain' | 'main' | 'danger' | 'quiet'
  readonly isDisabled?: boolean | undefined
  /** What it is called where its content does not say it. */
  readonly label?: string | undefined
  /** Asks before it is done: the question as a title, and what will happen. */
  readonly confirm?: { readonly title: string; readonly text: ComponentChildren; readonly yes: string } | undefined
  readonly isSubmit?: boolean
  /** It cannot be done while Redis is away. */
  readonly needsLine?: boolean
}

/** A button that says when it is busy, and can ask before it does what cannot be undone. */
export function Button({ children, onPress, kind = 'plain', isDisabled, label, confirm, isSubmit, needsLine }: Props) {
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const isAway = useStore(live).sample?.redis === 'away' && needsLine === true
  const act = async () => {
    setAsking(false)
    setBusy(true)
    try {
      await onPress()
    } catch (error) {
      noticeProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <button
        type={isSubmit ? 'submit' : 'button'}
        class={`button button-${kind}`}
        disabled={isDisabled || isBusy || isAway}
        title={isAway ? 'Not while Redis is away' : undefined}
        aria-busy={isBusy}
        aria-label={label}
        onClick={isSubmit ? undefined : () => (confirm ? setAsking(true) : void act())}
      >
        {children}
      </button>
      {confirm && isAsking && (
        <Dialog title={confirm.title} onClose={() => setAsking(false)}>
          <div>{confirm.text}</div>
          <p class="row row-end">
            <Button onPress={() => setAsking(false)}>Cancel</Button>
            <Button kind={kind === 'danger' ? 'danger' : 'main'} onPress={act}>
              {confirm.yes}
            </Button>
          </p>
        </Dialog>
      )}
    </>
  )
}
