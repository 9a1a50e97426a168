import { isAttributing, isSaying } from '../grammar/speech-verbs.ts'
import { verbForms } from '../phrases/inflection.ts'
import type { Token } from '../text/tokens.ts'

const forms = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).flatMap((verb) => verbForms(verb)))

/** Verbs of wish and plan whose infinitive is what is attributed: "plans to sell". */
const PLANNING = forms(
  'want plan hope intend expect seek agree decide refuse decline threaten offer promise vow pledge aim choose prefer wish prepare need',
)
/** Verbs whose object is the stand itself: "opposed the merger". */
const STANDING = forms(
  'support oppose back reject criticize condemn praise denounce blame accuse endorse welcome dismiss favor favour like love hate dislike fear prefer question doubt blast slam urge call describe label consider regard view see deny support discuss propose demand recommend',
)

/** Whether the word at `head` can be the cue of an attribution. */
export function isSpeechLike(tokens: readonly Token[], head: number): boolean {
  const word = tokens[head]?.lower ?? ''
  return isAttributing(word) || PLANNING.has(word) || STANDING.has(word)
}

/** Whether what begins at `from` can be the content of the cue at `head`. */
export function introducesContent(tokens: readonly Token[], head: number, from: number): boolean {
  const cue = tokens[head]?.lower ?? ''
  const before = tokens[from - 1]?.lower ?? ''
  if (isSaying(cue)) return true
  if (before === 'that' || tokens[from]?.quoted === true || before === ':') return true
  if (PLANNING.has(cue))
    return tokens[from]?.lower === 'to' || /^(?:DET|PRON|PROPN|NOUN|ADJ)$/.test(tokens[from]?.pos ?? '')
  return STANDING.has(cue) || isAttributing(cue)
}
