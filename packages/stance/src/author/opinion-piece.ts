import type { Document } from '../text/document.ts'

/** Whether an article argues in its own voice, and who signs it if that can be told. */
export type OpinionPiece = { readonly isOpinion: boolean; readonly author: string | null }

/** What tells an opinion piece beside its text. */
export type OpinionHints = { readonly kind?: string | null; readonly authors?: readonly string[] | null }

const HEADING =
  /^\W{0,3}(?:opinion|comment|commentary|editorial|our view|op-ed|letters?|letter to the editor|guest essay|viewpoint|column|leader|the .{2,30} view)\b(?=\W|$)(?!.{60})/i
const IN_TITLE =
  /^(?:opinion|comment|editorial|our view|letter|op-ed|viewpoint)s?\b ?[:|–—-]|[|] ?(?:opinion|comment|editorial)$/i
const DISCLAIMER =
  /\b(?:views expressed|opinions expressed|editorial board|the writer is|the author is|this newspaper (?:believes|opposed|supports))\b|^Sir, [–—-]/im
const NAME = String.raw`\p{Lu}[\p{L}'’-]{1,30}(?: (?:\p{Lu}\.|\p{Lu}[\p{L}'’-]{1,30}|de|van|von|der|la|bin|al)){1,4}`
const BYLINE = new RegExp(`(?:^|[|] ?)By (${NAME})`, 'mu')
const NAME_LINE = new RegExp(`^(${NAME})$`, 'u')
const SIGNED = new RegExp(`^(${NAME}), \\p{Lu}[^.]{1,60}$`, 'u')
const ABOUT_AUTHOR = new RegExp(`^(${NAME}) (?:is|was|writes|teaches|chairs|leads|works) `, 'u')
const FIRST_PERSON = /^(?:i|my|we|our|us|me|i'm|i've|mine)$/
const OWN_SENTENCES = 3

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function ownVoice(body: Document): number {
  return body.sentences.filter((sentence) =>
    sentence.tokens.some((token) => !token.quoted && FIRST_PERSON.test(token.lower)),
  ).length
}

function signedBy(lines: readonly string[]): string | null {
  const head = lines.slice(0, 4)
  const byline = BYLINE.exec(head.join('\n').slice(0, 400))?.[1]
  if (byline !== undefined) return byline
  for (const line of head.slice(0, 3)) {
    const name = NAME_LINE.exec(line)?.[1]
    if (name !== undefined && line.length < 40 && /\p{Ll}/u.test(line)) return name
  }
  const last = (lines.at(-1) ?? '').slice(0, 200)
  return SIGNED.exec(last)?.[1] ?? ABOUT_AUTHOR.exec(last)?.[1] ?? null
}

/** Tells opinion pieces by heading, title, disclaimer or a first person outside quotations, and finds the signature. */
export function readOpinionPiece(title: string, body: Document, hints: OpinionHints): OpinionPiece {
  const lines = linesOf(body.text.slice(0, 60_000))
  const author = hints.authors?.[0] ?? signedBy(lines)
  const isMarked =
    hints.kind === 'opinion' ||
    IN_TITLE.test(title.slice(0, 200)) ||
    lines.slice(0, 3).some((line) => HEADING.test(line.slice(0, 100))) ||
    DISCLAIMER.test(lines.slice(0, 4).concat(lines.slice(-3)).join('\n').slice(0, 4_000))
  const isReport = hints.kind !== null && hints.kind !== undefined && hints.kind !== 'opinion'
  const isOpinion = isMarked || (!isReport && author !== null && ownVoice(body) >= OWN_SENTENCES)
  return { isOpinion, author: isOpinion ? author : null }
}
