/** What one process wrote to its log, and when each line arrived here. */
export type LogLines = {
  readonly lines: readonly LogLine[]
  /** Lines in each whole second since the process was started; a second without any counts 0. */
  perSecond(): number[]
  /** Whether any line holds this text. */
  says(text: string): boolean
}

type LogLine = { readonly atMs: number; readonly text: string }

/** Gathers lines from a stream that is cut at any place. Times count from now. */
export function gatherLines(stream: NodeJS.ReadableStream, onLine: (text: string) => void = () => {}): LogLines {
  const startedAtMs = performance.now()
  const lines: LogLine[] = []
  let begun = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const [first = '', ...others] = chunk.split('\n')
    const whole = [begun + first, ...others]
    begun = whole.pop() ?? ''
    for (const text of whole) {
      lines.push({ atMs: performance.now() - startedAtMs, text })
      onLine(text)
    }
  })
  return {
    lines,
    perSecond() {
      const counts = new Array<number>(Math.ceil((performance.now() - startedAtMs) / 1_000)).fill(0)
      for (const { atMs } of lines) {
        const second = Math.floor(atMs / 1_000)
        counts[second] = (counts[second] ?? 0) + 1
      }
      return counts
    },
    says: (text) => lines.some((line) => line.text.includes(text)),
  }
}
