import { askSessionBy, get, keepCsrf, send } from './api/client.ts'
import { asProblem, type ProblemError } from './api/problem.ts'
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

/** Asks the API who looks. */
export async function findSession(): Promise<void> {
  try {
    know(await get<Told>('/v1/session'))
  } catch (error) {
    const problem = asProblem(error)
    if (problem.status === 401) {
      keepCsrf(null)
      session.set({ is: 'nobody' })
    }
    // An API that is away for a moment takes nothing back.
    else if (session.get().is !== 'somebody') session.set({ is: 'unknown', problem })
  }
}

/** Asks who looks, and anew when the tab is shown again or a change is refused: another tab may have logged in or out. */
export function followSession(): void {
  askSessionBy(findSession)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void findSession()
  })
  void findSession()
}

/** Logs in by a token; rejects with a problem where it is none. */
export async function logIn(token: string): Promise<void> {
  know(await send<Told>('POST', '/v1/session', { token }))
}

/** Ends the session here and in the API. */
export async function logOut(): Promise<void> {
  await send('DELETE', '/v1/session')
  await findSession()
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
