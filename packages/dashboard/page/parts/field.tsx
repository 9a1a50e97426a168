import type { ComponentChildren, JSX, TargetedEvent } from 'preact'
import { useId } from 'preact/hooks'

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
  /** When the value is told: at each key, or when the field is left or Enter is pressed. */
  readonly tells?: 'input' | 'change'
  readonly autoComplete?: string
}

/** A field for a line of text. */
export function TextField({ label, hint, error, value, onChange, tells = 'input', ...rest }: TextProps) {
  const { type = 'text', placeholder, maxLength = 500, isRequired = false, autoComplete = 'off' } = rest
  const told = (event: TargetedEvent<HTMLInputElement>) => onChange(event.currentTarget.value)
  return (
    <Field {...{ label, hint, error }}>
      {(ids) => (
        <input
          {...{ ...ids, value, placeholder, maxLength, autoComplete }}
          // The attributes of an input depend on its kind; those above go with each of ours.
          type={type as 'text'}
          required={isRequired}
          spellcheck={false}
          {...(tells === 'input' ? { onInput: told } : { onChange: told })}
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
