import { fold, oneLine, untagged } from '../../page/plain.ts'
import { monthNumber } from '../months.ts'
import { isAgency, isOrganisation, isUnnamedAgency } from './agencies.ts'

const maxLength = 300
const maxNameLength = 60
const maxWords = 6

/** Who a byline or a declared author value names. */
export interface NamesRead {
  persons: string[]
  /** Agencies, newsrooms and firms: authors only where no person is one. */
  organisations: string[]
}

const opening =
  /^(?:(?:opinion|analysis|review|story|article|written|reported|edited|posted|published|reporting|words|erstellt|verfasst|geschrieben|veröffentlicht|artikel|beitrag|gastbeitrag|kommentar|pressemitteilung|meldung|interview|publié|écrit|rédigé|(?:propos )?recueillis?|publicado|escrito|a cura|scritto|skrevet|geschreven|ein(?:e)? \p{L}{3,20})\s+)?(?:by|von|vom|par|por|di|da|av|af|door|od|autor(?:in)?\s?\/\s?autor(?:in)?|autor(?:in|en|es|zy|ka)?|authors?|auteure?s?|autore|redakteur(?:in)?|text|texte|texto|testo|tekst|opracowanie|oprac\.?|автор(?:и|ы|ка)?|текст)(?:\s*:\s*|\s+)/iu
const afterName =
  /\s(?:on|le|el)\s+\d.*$|\sam\s+[\p{Lu}\d].*$|(?<!\p{L})(?:published|updated|posted|last updated|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|opublikowano|опубликовано|опубліковано)(?!\p{L}).*$/iu
const address = /\S{1,60}@\S{1,60}|\s@\w{1,40}/g
const inBrackets = /\([^)]{0,100}\)|\[[^\]]{0,100}\]|[【】]/g
const between =
  /\s*(?:[;|•·/\n、，]|,(?!\s*(?:jr|sr|md|phd|ph\.d)\b)|\s(?:and|und|et|och|og|en|with|mit|avec|con|com|dan|ja|и|та|ve)\s|\s?&\s|\s[–—-]\s)\s*/iu
/** Words for "and" that also stand inside one name. */
const softBetween = /\s(?:y|e|i|і|й|a)\s/iu
const roleWords =
  '\\p{L}*(?:leiter|redakteur|korrespondent|journalist|reporter|sprecher|referent|direktor)(?:in)?|reporters?|editors?|editor-in-chief|correspondents?|writers?|redakteur(?:in)?|chefredakteur(?:in)?|korrespondent(?:in)?|journalist(?:in|a|e|en)?|journaliste|rédact(?:eur|rice)|redaktork?a?|redacteur|redactora?|redattore|redattrice|autor(?:in|a|e)?|contributors?|columnists?|kolumnist(?:in)?|columnista|producers?|photographers?|presenter|analyst|fotograf(?:in|o|a)?|volont(?:är|ärin)|experte|expertin|periodista|corresponsal|enviad[oa] especial|envoyée? spéciale?|giornalista|inviat[oa]|corrispondente|correspondante?|jornalista|repórter|correspondente|dziennikar(?:z|ka)|korespondent(?:ka)?|журналист(?:ка)?|корреспондент(?:ка)?|обозреватель|редактор(?:ка)?|журналіст(?:ка)?|кореспондент(?:ка)?|оглядач(?:ка)?|(?:vice )?president|director|professor|scientist|founder|ceo|lecturer|author|kommentare|comments'
const roleAfterName = new RegExp(
  `(?:\\s(?:chief|senior|staff|political|deputy|managing|news|freelance|associate|special|contributing|im gespräch|${roleWords}))+$`,
  'iu',
)
const roleSuffix = /\s?(?:記者|特派員|编辑|記者団|기자|특파원|논설위원)$/u
const placeAfterName =
  /^((?:\p{L}[\p{L}\p{M}.'’-]*\s){2,4}?)(?:in|aus|from|at|à|depuis|desde|em|w|z|в|у|из|із|for|pour|für)\s+[\p{Lu}\d].*$/u
const role = new RegExp(`(?<!\\p{L})(?:${roleWords})(?!\\p{L})`, 'iu')
const notName =
  /^(?:follow|updated?|published|posted|comments?|share|read more|mehr|bio|and|und|et|y|e|more|authors?|über|about|foto(?:s|graf\p{L}*)?|photos?|image|bilder?|zdjęci[ea]|фото|світлин[аи]|illustration|grafik|video|відео|видео|twitter|facebook|instagram|whatsapp|linkedin|e-?mail|admin|administrator|web ?master|super user|guest|null|undefined|unknown|anonymous|special to|for|by|von|par|por|im|in|no author|http|https|tags?|themen|topics|none|n\/a|editorial|sponsored|advertorial|anzeige)(?!\p{L})/iu
const notNameChars = /https?:|www\.|@|[{}<>=#_]|\d{2}/

function isName(part: string): boolean {
  if (part.length < 2 || part.length > maxNameLength || !/\p{L}/u.test(part)) return false
  if (notName.test(part) || notNameChars.test(part)) return false
  return part.split(' ').length <= maxWords
}

const wordCount = (part: string): number => part.split(' ').length

/** "Ortega y Gasset" is one name; with a full name, an agency or nothing but first names on both sides they are two. */
function splitSoftly(part: string): string[] {
  const at = softBetween.exec(part)
  if (!at) return [part]
  const [left, right] = [part.slice(0, at.index).trim(), part.slice(at.index + at[0].length).trim()]
  const isOneName = wordCount(left) > 1 && wordCount(right) === 1 && !isAgency(right)
  return isOneName ? [part] : [left, right]
}

function cleanPart(part: string): string {
  const bare = part
    .replace(opening, '')
    .replace(/^[\s:.,-]+|[\s:,-]+$|(?<=\p{L})\d{1,3}$/gu, '')
    .replace(roleSuffix, '')
    .replace(placeAfterName, '$1')
    .trim()
  const name = bare.replace(roleAfterName, '').trim()
  // "Transport Reporter" is a role whole; "Ida Venn Reporter" is a name before one.
  return name.includes(' ') ? name : bare
}

/** Beside full names or an organisation, a single word is the place they wrote from; in scripts that set no spaces it may be a name. */
function withoutPlaces(names: string[], isLed: boolean): string[] {
  if (!isLed && !names.some((name) => name.includes(' '))) return names
  return names.filter((name) => name.includes(' ') || !/^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(name))
}

/** "Tolland, Mira", as catalogues write one name. */
function fromCatalogue(line: string): string | null {
  const inverted = /^(\p{Lu}[\p{L}'’-]{1,30}), (\p{Lu}[\p{L}'’-]{1,30})$/u.exec(line)
  const [, last, first] = inverted ?? []
  return last === undefined || first === undefined || isAgency(last) || isAgency(first) ? null : `${first} ${last}`
}

/** Reads names from a byline or a declared author value, without "By", roles, places and addresses. */
export function readNames(source: string): NamesRead {
  const read: NamesRead = { persons: [], organisations: [] }
  if (/^\s*(?:https?:)?\/\//.test(source)) return read
  const whole = oneLine(untagged(source.slice(0, maxLength)))
    .replace(opening, '')
    .replace(inBrackets, '')
    .replace(address, '')
    .replace(afterName, '')
  const line = beforeDate(oneLine(whole))
  const catalogued = fromCatalogue(line)
  if (catalogued !== null) return { persons: [catalogued], organisations: [] }
  for (const name of line.split(between).flatMap(splitSoftly).map(cleanPart)) {
    if (!isName(name) || isUnnamedAgency(name)) continue
    if (isOrganisation(name)) read.organisations.push(name)
    else if (!role.test(name)) read.persons.push(name)
  }
  read.persons = withoutPlaces(read.persons, read.organisations.length > 0)
  return read
}

/** What stands before the first number, and before the month that belongs to it. */
function beforeDate(line: string): string {
  const at = line.search(/(?:^|\s)\d/)
  if (at < 0) return line
  const words = line.slice(0, at).split(' ')
  return monthNumber((words.at(-1) ?? '').replace('.', '')) === null ? words.join(' ') : words.slice(0, -1).join(' ')
}

/** The person names in a byline or a declared author value. */
export function splitNames(source: string): string[] {
  return readNames(source).persons
}

/** Each name once, in its first spelling. */
export function uniqueNames(names: string[]): string[] {
  const byFold = new Map<string, string>()
  for (const name of names) if (!byFold.has(fold(name))) byFold.set(fold(name), name)
  return [...byFold.values()]
}
