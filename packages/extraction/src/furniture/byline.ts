const opening =
  /^(?:(?:(?:written|reported|edited|posted|published|words|story|text|texte|texto) )?(?:by|von|vom|par|por|door)|author|reporter|editor|autor(?:in|es)?|auteur|redaktion)(?::\s?|\s+)(.{2,90})$/iu
const datePrefix =
  /^(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|issued)|veröffentlicht|aktualisiert|erstellt|stand|publié|mis à jour|modifié|publicado|actualizado|pubblicato|aggiornato)\b.{0,90}\d/iu
const dateWord =
  /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$|^(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}$|^(?:januar|februar|märz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo)$|^\d{1,4}(?:st|nd|rd|th|h\d{0,2}|am|pm|º)?$|^(?:am|pm|uhr|at|on|um|a|à|at|ist|gmt|utc|est|edt|pst|pdt|cet|bst|de|del|le|el|h|et|updated|published)$/u
const joining =
  /^(?:and|und|et|y|e|with|mit|avec|con|for|in|the|of|de|von|van|der|den|da|di|le|la|al|bin|ibn|at|für|pour)$/

/** A line that names who wrote the article and nothing else. */
export function isByline(line: string): boolean {
  if (line.length > 110 || /[.!?:;]$/.test(line)) return false
  const names = opening.exec(line)?.[1]
  if (names === undefined) return false
  const words = names.split(/[\s,/|&·•-]+/).filter((word) => word !== '')
  const capital = words.filter((word) => /^[\p{Lu}\d@]/u.test(word))
  return (
    words.length <= 12 &&
    capital.length > 0 &&
    words.every((word) => capital.includes(word) || joining.test(word.toLowerCase()))
  )
}

/** A line that only gives a date or time. */
export function isDateLine(line: string): boolean {
  if (line.length > 120) return false
  if (datePrefix.test(line)) return !/[.!?]$/.test(line) && line.split(' ').length <= 14
  const words = line
    .toLowerCase()
    .split(/[\s,./:|·•–—()+-]+/)
    .filter((word) => word !== '')
  return (
    words.length >= 2 &&
    words.length <= 12 &&
    /\d/.test(line) &&
    words.every((word) => dateWord.test(word)) &&
    words.some((word) => !/^\d/.test(word) || words.length >= 3)
  )
}
