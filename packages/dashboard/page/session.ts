import { askSessionBy, get, keepCsrf, send } from './api/client.ts'
import { asProblem, ProblemError } from './api/problem.ts'
import { makeStore, useStore } from './store.ts'

/** The roles, each of which may do what those before it may. */
const roles = ['read', 'submit', 'operate', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who looks: somebody, nobody (who must log in to see anything), or not known yet. */
export type Session =
  | { readonly is: 'unknown'; readonly problem?: ProblemError }
  | { readonly is: 'nobody' }
  | { readonly is: 'somebody'; readonly name: string; readonly role: Role; readonly isLoggedIn: boolean }

type Told = { readonly name: string; readonly role: Role; readonly csrf: string | null }

export const session = makeStore<Session>({ is: 'unknown' })

/** How who was logged in here came to be nobody, or somebody else, without their doing here; until they have seen it. `name`: who they were. */
export const turn = makeStore<{ readonly is: 'out' | 'else'; readonly name: string } | undefined>(undefined)

let doings = 0

let tabs: BroadcastChannel | undefined

/** Asks the API who looks, and tells where that is nobody any more, or somebody else. */
export async function findSession(): Promise<void> {
  await look(true)
}

async function look(isUnasked: boolean): Promise<void> {
  const asked = doings
  const told = await get<Told>('/v1/session').catch(asProblem)
  // Who logged in or out here meanwhile knows better.
  if (asked !== doings) return
  if (!(told instanceof ProblemError)) {
    if (isUnasked) tellTurn(told.csrf === null ? undefined : told.name)
    know(told)
  } else if (told.status === 401) {
    if (isUnasked) tellTurn(undefined)
    keepCsrf(null)
    session.set({ is: 'nobody' })
  }
  // An API that is away for a moment takes nothing back.
  else if (session.get().is !== 'somebody') session.set({ is: 'unknown', problem: told })
}

/** Asks who looks, and anew when the tab is shown again, when another tab logs in or out, and when something is refused. */
export function followSession(): void {
  askSessionBy(findSession)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void findSession()
  })
  tabs = new BroadcastChannel('stancewire-session')
  tabs.addEventListener('message', () => void findSession())
  void findSession()
}

/** Logs in by a token; rejects with a problem where it is none. */
export async function logIn(token: string): Promise<void> {
  const told = await send<Told>('POST', '/v1/session', { token })
  doneHere()
  know(told)
}

/** Ends the session here and in the API. */
export async function logOut(): Promise<void> {
  await send('DELETE', '/v1/session')
  doneHere()
  await look(false)
}

function doneHere(): void {
  doings++
  turn.set(undefined)
  tabs?.postMessage('look')
}

function tellTurn(now: string | undefined): void {
  const known = session.get()
  const told = turn.get()
  const isIn = known.is === 'somebody' && known.isLoggedIn
  const before = isIn ? known.name : told?.is === 'out' ? told.name : undefined
  if (before === undefined) return
  if (before !== now) turn.set({ is: now === undefined ? 'out' : 'else', name: before })
  else if (!isIn) turn.set(undefined)
}

/** Whether who looks may do what needs this role. */
export function useMay(needed: Role): boolean {
  const known = useStore(session)
  return known.is === 'somebody' && roles.indexOf(known.role) >= roles.indexOf(needed)
}

function know({ name, role, csrf }: Told): void {
  keepCsrf(csrf)
  const known = session.get()
  if (known.is === 'somebody' && known.name === name && known.role === role && known.isLoggedIn === (csrf !== null))
    return
  session.set({ is: 'somebody', name, role, isLoggedIn: csrf !== null })
}
