import type { ComponentChildren, JSX, TargetedEvent } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'

type Shared = { readonly label: string; readonly hint?: string | undefined; readonly error?: string | undefined }

type FrameProps = Shared & {
  readonly children: (ids: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': boolean
  }) => JSX.Element
}

/** A control with its label, hint and error, for those who hear them as well. */
export function Field({ label, hint, error, children }: FrameProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': error !== undefined })}
      {note && (
        <p id={noteId} class={error ? 'field-error' : 'field-hint'}>
          {note}
        </p>
      )}
    </div>
  )
}

type TextProps = Shared & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'search' | 'password' | 'number' | 'url' | 'date' | 'datetime-local'
  readonly placeholder?: string | undefined
  readonly maxLength?: number
  readonly isRequired?: boolean
  /** When the value is told: at each key, or later, as `useLate` does. */
  readonly tells?: 'input' | 'change'
  readonly autoComplete?: string
  /** What the Enter key does besides. */
  readonly onEnter?: () => void
}

const pauseMs = 700

/** What is typed and not told yet; it is told when the field is left, Enter is pressed, or, for words, nothing more is typed for a moment. */
export function useLate(value: string, onChange: (value: string) => void, isWords = true) {
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // What comes back of what was told takes back nothing that was typed since.
    if (value !== told.current) setTyped(value)
    told.current = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const tell = (text: string) => {
    clearTimeout(timer.current)
    if (text === told.current) return
    told.current = text
    onChange(text)
  }
  return {
    value: typed,
    onInput({ currentTarget: { value: text } }: TargetedEvent<HTMLInputElement>) {
      setTyped(text)
      clearTimeout(timer.current)
      if (isWords) timer.current = setTimeout(() => tell(text), pauseMs)
    },
    onChange({ currentTarget: { value: text } }: TargetedEvent<HTMLInputElement>) {
      setTyped(text)
      tell(text)
    },
  }
}

/** A field for a line of text. */
export function TextField({ label, hint, error, value, onChange, tells = 'input', ...rest }: TextProps) {
  const { type = 'text', placeholder, maxLength = 500, isRequired = false, autoComplete = 'off', onEnter } = rest
  const late = useLate(value, onChange, type === 'text' || type === 'search')
  const atOnce = { value, onInput: (event: TargetedEvent<HTMLInputElement>) => onChange(event.currentTarget.value) }
  return (
    <Field {...{ label, hint, error }}>
      {(ids) => (
        <input
          {...{ ...ids, placeholder, maxLength, autoComplete }}
          // The attributes of an input depend on its kind; those above go with each of ours.
          type={type as 'text'}
          required={isRequired}
          spellcheck={false}
          {...(tells === 'input' ? atOnce : late)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onEnter?.()
          }}
        />
      )}
    </Field>
  )
}

type SelectProps = Shared & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

/** A field for one of a few values. */
export function SelectField({ label, hint, error, value, onChange, options }: SelectProps) {
  return (
    <Field {...{ label, hint, error }}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((option) => (
            <option value={option.value} key={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Fields beside one another, as filters stand above a list. */
export function Filters({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <search aria-label={label}>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        {children}
      </form>
    </search>
  )
}
