import { useEffect } from 'preact/hooks'
import { address } from '../address/address.ts'
import { live } from '../live/live.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { findSession, session, turn } from '../session.ts'
import { useStore } from '../store.ts'

/** Says that who looks is not who they were, without their doing here: nobody any more, or somebody else. The page stays as it is. */
export function Turn() {
  const told = useStore(turn)
  const known = useStore(session)
  const { path } = useStore(address)
  const { connection } = useStore(live)
  useEffect(() => {
    // Whoever is not let in any more is cut off.
    if (connection === 'lost') void findSession()
  }, [connection])
  if (!told || path === '/login') return null
  if (told.is === 'out') return <LoggedOut name={told.name} />
  return known.is === 'somebody' ? <SomebodyElse before={told.name} {...known} /> : null
}

function LoggedOut({ name }: { readonly name: string }) {
  const { path, search } = useStore(address)
  const { is } = useStore(session)
  return (
    <div class="banner" role="alert">
      <strong>You were logged out:</strong> the session of <bdi>{name}</bdi> has ended, or its token. Nothing more is
      done in its name. <a href={`/login?to=${encodeURIComponent(path + search)}`}>Log in again</a>{' '}
      {is === 'somebody' && (
        <Button kind="quiet" onPress={() => turn.set(undefined)}>
          Only look
        </Button>
      )}
    </div>
  )
}

type ElseProps = { readonly before: string; readonly name: string; readonly role: string }

function SomebodyElse({ before, name, role }: ElseProps) {
  const goOn = () => turn.set(undefined)
  return (
    <Dialog title={`You are ${name} now`} onClose={goOn}>
      <p>
        In another tab <bdi>{name}</bdi> has logged in, with the role {role}; here you were <bdi>{before}</bdi>. What
        you confirm from now on is done, and written down, as <bdi>{name}</bdi>.
      </p>
      <p class="row row-end">
        <Button kind="main" onPress={goOn}>
          Go on as <bdi>{name}</bdi>
        </Button>
      </p>
    </Dialog>
  )
}
