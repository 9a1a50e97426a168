import type { Block, Container } from './block.ts'
import { oneLine } from './plain.ts'

const speaks = /[\p{L}\p{N}]/u
const notBlank = /\S/
const emphasisTags = new Set(['b', 'strong', 'em', 'i'])

/** Gathers the text of one block while the walk passes its inline elements. */
export class LineBuffer {
  length = 0
  private parts: string[] = []
  private linkLength = 0
  private emphasisLength = 0
  private linkCount = 0
  private openLinks = 0
  private openEmphasis = 0
  private breaks = 0
  private coverMarks = 0
  private coverLength = -1

  add(text: string): void {
    if (this.length === 0 && !notBlank.test(text)) return
    this.parts.push(text)
    this.length += text.length
    if (this.openLinks > 0) this.linkLength += text.length
    if (this.openEmphasis > 0) this.emphasisLength += text.length
    if (this.breaks > 0 && notBlank.test(text)) this.breaks = 0
  }

  /** Notes a line break; true when it is the second in a row, which sets paragraphs apart. */
  break(): boolean {
    this.breaks++
    if (this.breaks >= 2) return true
    if (this.length > 0) this.parts.push(' ')
    return false
  }

  open(tag: string): void {
    if (tag === 'a') {
      this.openLinks++
      this.linkCount++
    } else if (emphasisTags.has(tag)) this.openEmphasis++
  }

  close(tag: string): void {
    if (tag === 'a') this.openLinks--
    else if (emphasisTags.has(tag)) this.openEmphasis--
  }

  /** An inline element that began with the line ends here: its marks count if nothing follows it. */
  coverWith(marks: number): void {
    if (this.coverLength !== this.length) this.coverMarks = 0
    this.coverMarks |= marks
    this.coverLength = this.length
  }

  /** The finished block, or null when the line says nothing. */
  take(container: Container): Block | null {
    if (this.length === 0) {
      this.breaks = 0
      return null
    }
    const text = oneLine(this.parts.join(''))
    const share = (part: number): number => Math.min(1, part / this.length)
    const block: Block = {
      text,
      container,
      linkDensity: share(this.linkLength),
      linkCount: this.linkCount,
      emphasis: share(this.emphasisLength),
      inlineMarks: this.coverLength === this.length ? this.coverMarks : 0,
    }
    this.reset()
    return speaks.test(text) ? block : null
  }

  private reset(): void {
    this.parts = []
    this.length = 0
    this.linkLength = 0
    this.emphasisLength = 0
    this.linkCount = this.openLinks > 0 ? 1 : 0
    this.breaks = 0
    this.coverMarks = 0
    this.coverLength = -1
  }
}
