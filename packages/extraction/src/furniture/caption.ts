import { type Line, readLine } from './line.ts'
import { countNames } from './names.ts'
import { makeOpenings, openingsOf } from './openings.ts'
import { phrasesOf, wordsOfLists } from './phrases.ts'
import { agencies } from './words/agencies.ts'
import { inAllLanguages } from './words/languages.ts'

const openings = makeOpenings(
  inAllLanguages((words) => words.credits.openings)
    .flatMap(phrasesOf)
    .map((phrase) => [phrase, phrase] as const),
)
const creditWords = wordsOfLists(inAllLanguages((words) => words.credits.words))
const agencyWords = wordsOfLists([agencies])

const endCredit = /[([]([^()[\]]{3,120})[)\]]\.?$/u
const nameAndAgency =
  /^\p{Lu}\p{Ll}[\p{L}.'’-]{0,20} \p{Lu}[\p{L}.'’ -]{1,40} ?\/ ?\p{Lu}[\p{L}.'’ &-]{1,40}(?:[/,] ?[\p{L}.'’ -]{1,40})?$/u
const agencyAndName = /^\p{Lu}{2,12}(?: \p{L}{2,12})?\s?\/\s?\p{Lu}\p{Ll}[\p{L}.'’-]{0,20} \p{Lu}[\p{L}.'’ -]{1,40}$/u
const copyrightLine = /^(?:©\s?\p{L}|\([cC]\)\s?\p{Lu}).{1,120}$/u
/** What stands before a credit at the end of a caption. The second group may also go on in a sentence: only names make it a credit. */
const closingMark =
  /\s(?:(©|\(c\)|photo:|photograph:|photo by\s|photograph by\s|fotos?:|fot\.|фото:|світлина:)|(?:copyright\s|bild:|bildquelle:|image:|credits?:|picture:|crédits? ?:|crédit photo ?:|imagen:|crédito:|immagine:|zdjęcie:|снимок:))\s?/giu
const maxClosing = 82
/** An initial is none: "R. Holm". */
const endOfSentence = /[!?]|\p{L}{2}\./u
const preposition = /\s(?:by|von|par|de|di|por|da)$/
const maxLength = 700
const maxCreditLength = 200
const isEnd = (text: string, ends: string): boolean => ends.includes(text.at(-1) ?? ' ')

function holdsCreditWord(credit: string): boolean {
  const words = credit.toLowerCase().split(/[^\p{L}]+/u)
  return words.some(
    (word) => creditWords.has(word) || (agencyWords.has(word) && words.length > 1 && credit.includes('/')),
  )
}

/** A credit is made of names: any other word that begins with a small letter makes it part of a sentence. */
const isMadeOfNames = (credit: string): boolean => countNames(withoutCreditWords(credit)) >= 0

function withoutCreditWords(credit: string): string {
  return credit
    .split(/[\s/,:|()-]+/)
    .filter((word) => !creditWords.has(word.toLowerCase().replace('.', '')))
    .join(' ')
}

function endsInBracketedCredit(text: string): boolean {
  if (!isEnd(text, ')].')) return false
  const found = endCredit.exec(text.slice(-130))
  const credit = found?.[1]
  if (credit === undefined || isEnd(credit, '.!?') || !isMadeOfNames(credit)) return false
  return holdsCreditWord(credit) || (nameAndAgency.test(credit) && !text.endsWith('.'))
}

function opensWithCredit(line: Line): boolean {
  const { text } = line
  if (/^["'“„«]/.test(text)) return false
  if (copyrightLine.test(text)) return true
  const [longest] = openingsOf(openings, line)
  if (longest === undefined) return false
  const behind = text.slice(line.ends[longest.count - 1] ?? 0)
  if (/^\.?\s?[:©/|]/.test(behind) || (longest.count > 1 && behind.startsWith(','))) return true
  return preposition.test(longest.value) && countNames(behind) > 0
}

/** Whether what stands behind a mark, up to the end of the line, is a credit. */
function isClosing(credit: string, mark: string | undefined): boolean {
  if (credit.length < 2 || credit.length > maxClosing || endOfSentence.test(credit)) return false
  if (mark === undefined) return isMadeOfNames(credit)
  return mark === '©' || /^[\p{Lu}©]/u.test(credit)
}

function closesWithCredit(text: string): boolean {
  if (isEnd(text, '.!?')) return false
  const end = text.slice(-110)
  if (!/[:©(]|\s(?:copyright|photo|fot)/i.test(end)) return false
  return [...end.matchAll(closingMark)].some((found) => isClosing(end.slice(found.index + found[0].length), found[1]))
}

/** {@link isPhotoCredit} for a line that was read already. */
export function creditsPhoto(line: Line): boolean {
  const { text } = line
  if (text.length > maxLength) return false
  if (endsInBracketedCredit(text)) return true
  if (text.length <= maxCreditLength && opensWithCredit(line)) return true
  if (text.length <= 80 && text.includes('/') && (nameAndAgency.test(text) || agencyAndName.test(text))) return true
  return text.length <= maxCreditLength * 2 && closesWithCredit(text)
}

/** Whether a line carries a photo credit, and so is a caption or the credit itself. */
export function isPhotoCredit(line: string): boolean {
  return line.length <= maxLength && creditsPhoto(readLine(line))
}

/** Whether `longer` repeats `line` and adds only a credit: a caption that was written twice. */
export function doublesCaption(line: string, longer: string): boolean {
  const rest = longer.length - line.length
  return line.length > 15 && rest > 0 && rest <= 120 && longer.startsWith(line) && isPhotoCredit(longer)
}
