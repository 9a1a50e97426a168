import { useEffect, useState } from 'preact/hooks'
import { address } from '../address/address.ts'
import { routes } from '../routes.ts'
import { useStore } from '../store.ts'
import { LiveState } from './live-state.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import { Viewer } from './viewer.tsx'

/** The name, the ways to every page, how live the picture is, and who looks. */
export function Header() {
  const { path } = useStore(address)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(path === ''), [path])
  return (
    <header class={isOpen ? 'header header-open' : 'header'}>
      <a class="brand" href="/">
        <Mark />
        Stancewire
      </a>
      <button
        type="button"
        class="button button-quiet menu-button"
        aria-expanded={isOpen}
        aria-controls="nav"
        onClick={() => setOpen(!isOpen)}
      >
        Menu
      </button>
      <nav id="nav" aria-label="Pages">
        <ul>
          {routes.map(({ path: to, nav }) =>
            nav === undefined ? null : (
              <li key={to}>
                <a href={to} aria-current={isWithin(path, to) ? 'page' : undefined}>
                  {nav}
                </a>
              </li>
            ),
          )}
        </ul>
      </nav>
      <div class="header-end">
        <LiveState />
        <ThemeSwitch />
        <Viewer />
      </div>
    </header>
  )
}

function isWithin(path: string, to: string): boolean {
  return path === to || (to !== '/' && path.startsWith(`${to}/`))
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-up" d="M6 12 11 5l5 7z" />
      <path class="mark-wire" d="M3 16h26" />
      <path class="mark-down" d="M16 20h10l-5 7z" />
    </svg>
  )
}
