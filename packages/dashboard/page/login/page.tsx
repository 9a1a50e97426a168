import { useState } from 'preact/hooks'
import { goTo } from '../address/address.ts'
import { useQuery } from '../address/use-query.ts'
import { asProblem } from '../api/problem.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { logIn, session } from '../session.ts'
import { useStore } from '../store.ts'
import { wayBack } from './way-back.ts'
import './login.css'

function Login() {
  const [{ to }] = useQuery(['to'])
  const back = wayBack(to, location.origin)
  const known = useStore(session)
  const [token, setToken] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await logIn(token.trim())
      goTo(back, 'replace')
    } catch (failure) {
      setError(saying(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title="Log in">
      <form
        class="login"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          {...{ label: 'Token', type: 'password', value: token, onChange: setToken, error, maxLength: 200 }}
          isRequired
          autoComplete="current-password"
          hint="It begins with stw_, and is shown once when it is issued."
        />
        <p class="row">
          <Button kind="main" isSubmit isDisabled={isBusy} onPress={submit}>
            Log in
          </Button>
          {known.is === 'somebody' && (
            <a href={back}>{known.isLoggedIn ? `Go on as ${known.name}` : 'Go on without'}</a>
          )}
        </p>
      </form>
      <p class="login-how">
        Whoever runs the line issues tokens on its machine: <code>stancewire tokens issue NAME --role operate</code>.
        With the role <code>read</code> one can look, with <code>operate</code> also pause, retry and discard.
      </p>
    </Page>
  )
}

function saying(failure: unknown): string {
  const { status, title, detail } = asProblem(failure)
  if (status === 401) return 'This is no token that can be used: it is unknown, has expired, or was revoked.'
  return detail === '' ? title : `${title}: ${detail}`
}

export const page = Login
