/** What is checked. */
export type Check =
  | 'settings'
  | 'redis'
  | 'services'
  | 'pauses'
  | 'archive'
  | 'accounts'
  | 'runs'
  | 'events'
  | 'sequences'
  | 'slots'
  | 'bodies'

/** What a check found, in a sentence; `ids` are the first few of those it is about. */
export type Finding = {
  readonly is: 'ok' | 'warning' | 'wrong'
  readonly check: Check
  readonly text: string
  readonly ids?: readonly string[]
}

const shownMax = 5

export function ok(check: Check, text: string): Finding {
  return { is: 'ok', check, text }
}

export function warning(check: Check, text: string): Finding {
  return { is: 'warning', check, text }
}

export function wrong(check: Check, text: string, ids: readonly string[] = []): Finding {
  return { is: 'wrong', check, text, ...(ids.length > 0 ? { ids: ids.slice(0, shownMax) } : {}) }
}
