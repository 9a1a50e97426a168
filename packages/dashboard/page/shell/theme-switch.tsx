import { useStore } from '../store.ts'
import { nextTheme, theme } from '../theme.ts'

const looks = {
  system: { sign: '◐', word: 'as the system' },
  light: { sign: '○', word: 'light' },
  dark: { sign: '●', word: 'dark' },
} as const

/** Switches between the brightness of the system, light, and dark. */
export function ThemeSwitch() {
  const { sign, word } = looks[useStore(theme)]
  return (
    <button type="button" class="button button-quiet theme-switch" title={`Theme: ${word}`} onClick={nextTheme}>
      <span aria-hidden="true">{sign}</span>
      <span class="unseen">Theme: {word}</span>
    </button>
  )
}
