import { address } from '../address/address.ts'
import { Button } from '../parts/button.tsx'
import { notice } from '../parts/notices.tsx'
import { logOut, session } from '../session.ts'
import { useStore } from '../store.ts'

/** Who looks, with what role, and the way in or out. */
export function Viewer() {
  const known = useStore(session)
  const { path, search } = useStore(address)
  if (known.is !== 'somebody') return null
  const leave = async () => {
    await logOut()
    notice('Logged out')
  }
  return (
    <span class="viewer">
      <span>
        <bdi>{known.isLoggedIn ? known.name : 'this machine'}</bdi> <span class="viewer-role">{known.role}</span>
      </span>
      {known.isLoggedIn && (
        <Button kind="quiet" onPress={leave}>
          Log out
        </Button>
      )}
      {!known.isLoggedIn && path !== '/login' && (
        <a class="button button-quiet" href={`/login?to=${encodeURIComponent(path + search)}`}>
          Log in
        </a>
      )}
    </span>
  )
}
