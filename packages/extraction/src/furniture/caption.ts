const photoWord =
  /\b(?:photo|photos|photograph|photography|foto|fotos|image|images|bild|picture|pictures|getty|shutterstock|istock|imago|picture[ -]alliance|reuters\/|via ap|via reuters|via afp|ap\/|afp\/|epa\/|handout|file pic|screenshot|screengrab|courtesy|archivbild|archiv|symbolbild|photographer|credit)\b/i
const endCredit = /[([]([^()[\]]{3,120})[)\]]\.?$/u
const nameAndAgency = /^\p{Lu}[\p{L}.'’ -]{2,40} ?\/ ?\p{Lu}[\p{L}.'’ &-]{1,40}(?:[/,] ?[\p{L}.'’ -]{1,40})?$/u
const openingCredit =
  /^(?:file |stock |archive )?(?:photos?|photograph|foto|image|bild|bildquelle|picture|crédits?(?: photo)?|credits?|photo credit|image credit|image source|fotograf|fuente|quelle|getty images)\s?(?:by\b|von\b|[:©/|]).{0,160}$/iu
const copyrightLine = /^(?:©|\(c\))\s?\p{L}.{1,120}$/iu
const closingCredit =
  /\s(?:copyright|©|\(c\)|photo(?:graph)?(?: by|:)|foto:|bild:|image:|credit:|picture:|crédit(?: photo)? ?:)\s?[^.!?]{2,80}$/iu

const maxCaptionLength = 700
const maxCreditLength = 200

function endsInPhotoCredit(line: string): boolean {
  const credit = endCredit.exec(line.slice(-130))?.[1]
  return credit !== undefined && !/[.!?]$/.test(credit) && (photoWord.test(credit) || nameAndAgency.test(credit))
}

/** Whether a line carries a photo credit, and so is a caption or the credit itself. */
export function isPhotoCredit(line: string): boolean {
  if (line.length > maxCaptionLength) return false
  if (endsInPhotoCredit(line)) return true
  if (line.length <= maxCreditLength && (openingCredit.test(line) || copyrightLine.test(line))) return true
  return line.length <= maxCreditLength * 2 && closingCredit.test(line.slice(-110))
}

/** Whether `longer` repeats `line` and adds only a credit: a caption that was written twice. */
export function doublesCaption(line: string, longer: string): boolean {
  const rest = longer.length - line.length
  return line.length > 15 && rest > 0 && rest <= 120 && longer.startsWith(line) && isPhotoCredit(longer)
}
