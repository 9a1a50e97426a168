import { makeStore } from './store.ts'

const themes = ['system', 'light', 'dark'] as const
/** How bright the page is: as the system wants it, or as chosen. */
export type Theme = (typeof themes)[number]

const key = 'stancewire-theme'

export const theme = makeStore<Theme>(kept())

const wantsDark = matchMedia('(prefers-color-scheme: dark)')

/** Whether the page is dark now, for what is not drawn by its styles. */
export const isDark = makeStore(false)

/** Shows the page in the theme that was chosen here before. */
export function showTheme(): void {
  apply(theme.get())
  wantsDark.addEventListener('change', () => apply(theme.get()))
}

/** Goes on to the next theme, and keeps it. */
export function nextTheme(): void {
  const next = themes[(themes.indexOf(theme.get()) + 1) % themes.length] ?? 'system'
  try {
    localStorage.setItem(key, next)
  } catch {
    // Where nothing may be kept, the choice holds until the page is left.
  }
  apply(next)
  theme.set(next)
}

function kept(): Theme {
  try {
    return themes.find((name) => name === localStorage.getItem(key)) ?? 'system'
  } catch {
    return 'system'
  }
}

function apply(chosen: Theme): void {
  isDark.set(chosen === 'system' ? wantsDark.matches : chosen === 'dark')
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}
