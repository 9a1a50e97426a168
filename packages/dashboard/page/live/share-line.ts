import type { Live } from './live.ts'

type Tell = (some: Partial<Live>) => void

type Sharing = {
  /** How the line stands as this tab knows it. */
  readonly now: () => Live
  /** Tells this tab. */
  readonly tell: Tell
  /** Opens a connection; answers how to end it. */
  readonly ask: (tell: Tell) => () => void
}

/** What the tabs say to each other: how the line stands, or that one has come and knows nothing yet. */
type Word = Partial<Live> | 'who knows?'

const name = 'stancewire-live'
const hereEveryMs = 3_000
/** Whoever holds the connection and says nothing for so long hangs. */
const silentMs = 10_000
const silentSpreadMs = 3_000

/** Whether this browser can: it must know locks, which it does on a secure connection or at this machine. */
export function canShareLine(): boolean {
  return 'locks' in navigator && 'BroadcastChannel' in globalThis
}

/**
 * Follows the line together with the other tabs of this browser: one of them holds the connection and tells the others, since a browser has six for all of its
 * tabs. When that one leaves, the next takes its place; when it hangs, another does. Answers how to leave.
 */
export function shareLine({ now, tell, ask }: Sharing): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  const channel = new BroadcastChannel(name)
  const say = (word: Word) => channel.postMessage(word)
  let letGo: (() => void) | undefined
  let endOwn: (() => void) | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function hold(): Promise<void> | undefined {
    if (signal.aborted) return
    const end = ask((some) => {
      tell(some)
      say(some)
    })
    const here = setInterval(() => say({ connection: now().connection }), hereEveryMs)
    return new Promise((resolve) => {
      letGo = () => {
        letGo = undefined
        clearInterval(here)
        end()
        resolve()
      }
    })
  }
  async function queue(): Promise<void> {
    while (!signal.aborted) {
      try {
        await navigator.locks.request(name, { signal }, hold)
      } catch (error) {
        letGo?.()
        // It left, or another took its place. Else there are no locks after all.
        if (error instanceof DOMException && error.name === 'AbortError') continue
        if (!signal.aborted) endOwn = ask(tell)
        return
      }
    }
  }
  function hear(): void {
    clearTimeout(silence)
    silence = setTimeout(
      () => {
        if (!letGo && !endOwn)
          navigator.locks.request(name, { steal: true }, hold).catch(() => {
            letGo?.()
          })
        hear()
      },
      silentMs + Math.random() * silentSpreadMs,
    )
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    if (data !== 'who knows?') {
      hear()
      if (!letGo) tell(data)
    } else if (letGo) say(now())
  })
  say('who knows?')
  hear()
  void queue()
  return () => {
    leaving.abort()
    clearTimeout(silence)
    letGo?.()
    endOwn?.()
    channel.close()
  }
}
