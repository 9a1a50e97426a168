import { fold, oneLine, untagged } from '../page/plain.ts'

const maxLength = 300
const maxNameLength = 60
const maxWords = 6

const opening =
  /^(?:(?:opinion|analysis|review|story|article|written|reported|posted|published|reporting|words|erstellt|verfasst|geschrieben|veröffentlicht|artikel|beitrag|gastbeitrag|kommentar|pressemitteilung|meldung|publié|écrit|rédigé|publicado|escrito|ein(?:e)? \p{L}{3,20})\s+)?(?:by|von|vom|par|por|di|da|av|af|door|od|autor(?:in|en)?|author|auteur|redakteur(?:in)?|text|texte|texto|tekst|автор)(?:\s*:\s*|\s+)/iu
const afterName =
  /\s(?:on|am|le|el)\s+\d.*$|\b(?:published|updated|posted|aktualisiert|veröffentlicht|publié|publicado|last updated)\b.*$/iu
const between =
  /\s*(?:[;|•·/\n]|,(?!\s*(?:jr|sr|md|phd|ph\.d)\b)|\s(?:and|und|et|y|e|och|og|en|with|mit|dan|ja|и|ve)\s|\s?&\s|\s[–—-]\s)\s*/iu
const roles =
  'reporters?|editors?|editor-in-chief|correspondents?|writers?|redakteur(?:in)?|chefredakteur(?:in)?|korrespondent(?:in)?|journalist(?:in|a|e|en)?|redaktor|redacteur|autor(?:in)?|contributors?|columnists?|kolumnist(?:in)?|producer|photographer|fotograf(?:in)?|volont(?:är|ärin)|experte|expertin'
const roleAfterName = new RegExp(
  `(?:\\s(?:chief|senior|staff|political|deputy|managing|news|freelance|associate|im gespräch|${roles}))+$`,
  'iu',
)
const role = new RegExp(
  `\\b(?:${roles}|desk|staff|newsroom|team|bureau|redaktion|rédaction|redacción|redazione|gmbh|verlag|e\\. ?v\\.|stiftung|pressestelle|magazin|kommentare|comments|author)\\b`,
  'iu',
)
const notName =
  /^(?:follow|updated?|published|posted|comments?|share|read more|mehr|bio|and|und|et|y|e|more|authors?|über|about|foto|photo|image|twitter|facebook|instagram|e-?mail|admin|administrator|web ?master|super user|guest|null|undefined|unknown|anonymous|special to|for|by|von|par|por|im|in|no author|http|https|tags?|themen|topics)\b/iu
const notNameChars = /https?:|www\.|@|[{}<>=]|\d{2}/

const agencies = new Set(
  'ap|associated press|the associated press|reuters|thomson reuters|afp|agence france presse|dpa|epd|kna|sid|apa|ansa|efe|upi|pti|ani|ians|xinhua|tass|interfax|kyodo|yonhap|bloomberg|press association|pa media|pa|belga|anp|ntb|tt|ritzau|keystone sda|sda|lusa|europa press|agencias|agenturen|agencies|agence|agences|news agencies|wire|wires|redaktion|redaction|rédaction|redacción|redazione|redactie|editorial|staff|newsroom|online|news desk|web desk|onlineredaktion|la rédaction|die redaktion'
    .split('|')
    .map(fold),
)

/** Whether a name is an agency or a newsroom and no person. */
function isAgency(name: string): boolean {
  return agencies.has(fold(name))
}

function isName(part: string): boolean {
  if (part.length < 2 || part.length > maxNameLength || !/\p{L}/u.test(part)) return false
  if (notName.test(part) || notNameChars.test(part) || role.test(part)) return false
  return part.split(' ').length <= maxWords
}

/** The person names in a byline or a declared author value, without "By", roles, agencies and addresses. */
export function splitNames(source: string): string[] {
  if (/^\s*(?:https?:)?\/\//.test(source)) return []
  const line = oneLine(untagged(source.slice(0, maxLength)))
    .replace(opening, '')
    .replace(/\([^)]{0,100}\)|\s@\w{1,40}/g, '')
    .replace(afterName, '')
  return line
    .split(between)
    .map(cleanPart)
    .filter((part) => isName(part) && !isAgency(part))
}

function cleanPart(part: string): string {
  const bare = part.replace(opening, '').replace(/^[\s:.,-]+|[\s:,-]+$/g, '')
  const name = bare.replace(roleAfterName, '').trim()
  // "Transport Reporter" is a role whole; "Ida Venn Reporter" is a name before one.
  return name.includes(' ') ? name : bare
}
