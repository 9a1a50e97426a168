import { makeStore } from '../store.ts'
import { arrive, beginStep, keepTop } from './places.ts'

/** Where in the page we are. */
export type Address = { readonly path: string; readonly search: string }

/** The address as the browser shows it. */
export const address = makeStore<Address>(shown())

function shown(): Address {
  return { path: location.pathname, search: location.search }
}

/** Goes to another address of this page; `replace` leaves no step behind for the back button. */
export function goTo(to: string, how: 'push' | 'replace' = 'push'): void {
  const { pathname, search } = new URL(to, location.href)
  const next = pathname + search
  if (next === location.pathname + location.search) return
  if (how === 'push') {
    keepTop(scrollY)
    history.pushState(beginStep(), '', next)
  } else history.replaceState(history.state, '', next)
  address.set(shown())
}

/** Follows the back button, and makes links within the page change it in place. Links of the API, to files and to other sites are left to the browser. */
export function followLinks(isPage: (path: string) => boolean): void {
  history.replaceState(beginStep(), '')
  addEventListener('scroll', () => keepTop(scrollY), { passive: true })
  addEventListener('popstate', ({ state }) => {
    const { path } = address.get()
    history.replaceState(beginStep(state), '')
    // Within a page the browser goes back by itself.
    if (path === location.pathname) arrive()
    address.set(shown())
  })
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !isOurs(link) || !isPage(link.pathname)) return
    event.preventDefault()
    goTo(link.href)
  })
}

function isOurs({ target, origin, hash, download }: HTMLAnchorElement): boolean {
  return target === '' && download === '' && hash === '' && origin === location.origin
}
