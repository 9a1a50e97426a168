const photoWord =
  /\b(?:photo|photos|photograph|photography|foto|fotos|image|images|bild|picture|pictures|getty|shutterstock|istock|imago|picture[ -]alliance|reuters\/|via ap|via reuters|via afp|ap\/|afp\/|epa\/|handout|file pic|screenshot|screengrab|courtesy|archivbild|archiv|symbolbild|photographer|credit)\b/i
const endCredit = /[([]([^()[\]]{3,120})[)\]]\.?$/u
const nameAndAgency =
  /^\p{Lu}\p{Ll}[\p{L}.'’-]{0,20} \p{Lu}[\p{L}.'’ -]{1,40} ?\/ ?\p{Lu}[\p{L}.'’ &-]{1,40}(?:[/,] ?[\p{L}.'’ -]{1,40})?$/u
const agencyAndName = /^\p{Lu}{2,12}(?: \p{L}{2,12})?\s?\/\s?\p{Lu}\p{Ll}[\p{L}.'’-]{0,20} \p{Lu}[\p{L}.'’ -]{1,40}$/u
const openingCredit =
  /^(?:file |stock |archive )?(?:photos?|photograph|foto|image|bild|bildquelle|picture|crédits?(?: photo)?|credits?|photo credit|image credit|image source|fotograf|fuente|quelle|getty images)\s?(?:by\b|von\b|[:©/|]).{0,160}$|^image (?:caption|source), .{0,160}$/iu
const copyrightLine = /^(?:©|\(c\))\s?\p{L}.{1,120}$/iu
const closingCredit =
  /\s(?:copyright|©|\(c\)|photo(?:graph)?(?: by|:)|foto:|bild:|image:|credit:|picture:|crédit(?: photo)? ?:)\s?[^.!?]{2,80}$/iu

const maxCaptionLength = 700
const maxCreditLength = 200

const joining = new Set(
  'by via of the and for from courtesy photo photos file handout image picture foto bild von vom der de la le du del par por archiv'.split(
    ' ',
  ),
)

/** A credit is made of names: any other word that begins with a small letter makes it part of a sentence. */
function isMadeOfNames(credit: string): boolean {
  const words = credit.split(/[\s/,:|()-]+/).filter((word) => word !== '')
  return words.every((word) => joining.has(word.toLowerCase()) || !/^\p{Ll}/u.test(word))
}

function endsInPhotoCredit(line: string): boolean {
  const found = endCredit.exec(line.slice(-130))
  const credit = found?.[1]
  if (credit === undefined || /[.!?]$/.test(credit) || !isMadeOfNames(credit)) return false
  return photoWord.test(credit) || (nameAndAgency.test(credit) && !found?.[0].endsWith('.'))
}

/** Whether a line carries a photo credit, and so is a caption or the credit itself. */
export function isPhotoCredit(line: string): boolean {
  if (line.length > maxCaptionLength) return false
  if (endsInPhotoCredit(line)) return true
  if (line.length <= maxCreditLength && (openingCredit.test(line) || copyrightLine.test(line))) return true
  if (line.length <= 80 && (nameAndAgency.test(line) || agencyAndName.test(line))) return true
  return line.length <= maxCreditLength * 2 && closingCredit.test(line.slice(-110))
}

/** Whether `longer` repeats `line` and adds only a credit: a caption that was written twice. */
export function doublesCaption(line: string, longer: string): boolean {
  const rest = longer.length - line.length
  return line.length > 15 && rest > 0 && rest <= 120 && longer.startsWith(line) && isPhotoCredit(longer)
}
