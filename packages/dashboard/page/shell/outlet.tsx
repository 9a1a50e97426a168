import type { ComponentType } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { address, goTo } from '../address/address.ts'
import { topBefore } from '../address/places.ts'
import { ProblemError } from '../api/problem.ts'
import { live } from '../live/live.ts'
import { Empty } from '../parts/empty.tsx'
import { Loading } from '../parts/loading.tsx'
import { Page } from '../parts/page.tsx'
import { Problem } from '../parts/problem.tsx'
import { type PageProps, type Route, routeOf } from '../routes.ts'
import { findSession, session, turn } from '../session.ts'
import { useStore } from '../store.ts'
import { goBackTo } from './go-back-to.ts'

/** The page that the address names, once it is known who looks. */
export function Outlet() {
  const { path, search } = useStore(address)
  const known = useStore(session)
  const found = routeOf(path)
  const isOut = useStore(turn)?.is === 'out'
  // Whoever was logged out keeps what they look at, and is told.
  const mustLogIn = known.is === 'nobody' && path !== '/login' && !isOut
  useEffect(() => {
    if (mustLogIn) goTo(`/login?to=${encodeURIComponent(path + search)}`, 'replace')
  }, [mustLogIn, path, search])

  if (known.is === 'unknown')
    return known.problem ? (
      <Problem problem={known.problem} retry={() => void findSession()} />
    ) : (
      <Loading what="the dashboard" />
    )
  if (mustLogIn) return <Loading what="the login" />
  if (!found) return <Nowhere />
  return <Loaded route={found.route} params={found.params} path={path} />
}

type LoadedProps = PageProps & { readonly route: Route; readonly path: string }
type State = { readonly route?: Route; readonly Content?: ComponentType<PageProps>; readonly problem?: ProblemError }

const notLoaded = new ProblemError(0, 'This page is not reached', 'The API may be restarting, or the network is away.')

function Loaded({ route, params, path }: LoadedProps) {
  const [{ route: loaded, Content, problem }, setState] = useState<State>({})
  const [round, setRound] = useState(0)
  useEffect(() => {
    let isCurrent = round >= 0
    route
      .load()
      .then(({ page }) => isCurrent && setState({ route, Content: page }))
      .catch(() => isCurrent && setState({ route, problem: notLoaded }))
    return () => {
      isCurrent = false
    }
  }, [route, round])
  const { connection } = useStore(live)
  useEffect(() => {
    if (problem && connection === 'live') setRound((before) => before + 1)
  }, [problem, connection])
  useFocusOnTitle(path, loaded === route && Content !== undefined)

  if (loaded !== route) return <Loading what="the page" />
  if (problem) return <Problem problem={problem} retry={() => setRound(round + 1)} />
  return Content ? <Content params={params} /> : null
}

/** Whoever comes to another page begins at its title, and where they were if they come back; the first page leaves the focus where the browser puts it. */
function useFocusOnTitle(path: string, isShown: boolean): void {
  const last = useRef(path)
  // Before anybody can begin to type: a title that takes the focus later takes a field's next key.
  useLayoutEffect(() => {
    if (!isShown || last.current === path) return
    last.current = path
    const top = topBefore()
    if (top === undefined) scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
    return top === undefined ? undefined : goBackTo(top)
  }, [path, isShown])
}

function Nowhere() {
  return (
    <Page title="Nothing here">
      <Empty title="There is no such page">
        <p>
          Begin at <a href="/">the line</a>.
        </p>
      </Empty>
    </Page>
  )
}
