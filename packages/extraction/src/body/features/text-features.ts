import type { Feature } from './feature.ts'

const furniture =
  (kind: string): Feature =>
  (it) =>
    it.furniture === kind ? 1 : 0

/** Of the text of a block. */
export const textFeatures = {
  length: ({ fact }) => fact.length,
  words: ({ shape }) => shape.words,
  linkDensity: ({ block }) => block.linkDensity,
  links: ({ block }) => block.linkCount,
  emphasis: ({ block }) => block.emphasis,
  functionShare: ({ shape }) => shape.functionShare,
  titleShare: ({ shape }) => shape.titleShare,
  upperShare: ({ shape }) => shape.upperShare,
  digitShare: ({ shape }) => shape.digitShare,
  sentenceMarks: ({ shape }) => shape.sentenceMarks,
  commas: ({ shape }) => shape.commas,
  ending: ({ shape }) => shape.ending,
  hasQuote: ({ shape }) => Number(shape.hasQuote),
  hasCopyright: ({ shape }) => Number(shape.hasCopyright),
  hasYear: ({ shape }) => Number(shape.hasYear),
  isTitle: ({ fact }) => Number(fact.isTitle),
  isDescription: ({ fact }) => Number(fact.isDescription),
  isDeclared: ({ fact, page }) => (page.hasDeclaredBody ? Number(fact.isDeclared) : -1),
  isLine: furniture('line'),
  isByline: furniture('byline'),
  isCaption: furniture('caption'),
  isOffer: furniture('offer'),
  isListHeading: furniture('list-heading'),
  isTailHeading: furniture('tail-heading'),
  alike: ({ alike }) => alike,
  isRepeat: ({ isRepeat }) => Number(isRepeat),
} satisfies Record<string, Feature>
