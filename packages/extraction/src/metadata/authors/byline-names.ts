import type { Element, ParentNode } from 'domhandler'
import type { Block, Container } from '../../page/block.ts'
import type { Carrier } from '../../page/carriers.ts'
import { Mark } from '../../page/mark.ts'
import type { PageSurvey } from '../../page/survey-page.ts'
import { textOf } from '../../page/text-of.ts'
import { type NamesRead, readNames } from './person-names.ts'

const maxBylineLength = 160
const maxBylineWords = 18
const maxLineLength = 90
const maxBylines = 20
const maxNodes = 200
const maxMarked = 200
const maxWrappers = 3
const manyTeasers = 3
/** A byline is made of names for at least this much. */
const minNameShare = 0.25
const maxOpening = 60
const maxNameLine = 60
const leastParagraph = 100
/** Characters between two names. */
const separators = 4

const elsewhere = Mark.comment | Mark.related | Mark.foot | Mark.nav | Mark.asideTag | Mark.side
const authorAddress =
  /author|autor|auteur|people|profile|journalist|redaktion|redaktor|redator|colunista|staff|person|writer|contributor|reporter|team|by\//i
const exactClass = /(?:^|[\s_-])(?:byline|author)(?:s|[_-]?name|[_-]?link)?(?:$|\s)/i
const bylineText =
  /^(?:by|von|par|por|di|av|af|door|ein artikel von|autor(?:in)?(?:\/autor(?:in)?)?|auteur|author|автор)\s?:?\s+\p{Lu}/iu
const signature =
  /^autor(?:in)?\/autor(?:in)? \p{Lu}|^(?:autor(?:in|zy|ka)?|auteur|author|text|texte|texto|testo|tekst|автор|текст) ?: ?\p{Lu}/iu
const nobody: NamesRead = { persons: [], organisations: [] }

const isEmpty = (names: NamesRead): boolean => names.persons.length + names.organisations.length === 0

const particle =
  /^(?:von|van|de|der|den|da|di|do|du|le|la|al|el|bin|ibn|ben|bint|zu|zum|zur|ter|ten|dos|das|del|della|af|av|y|e|i|und|et)$/u
/** Letters that stand for a writer whom the outlet does not name. */
const initials = /^\p{Ll}{1,4}$/u
const onlyNames = /^[\p{L}\p{M} .,'’/&-]+$/u
const acronym = /^\p{Lu}{2,6}$/u

function isShapedAsName(name: string): boolean {
  return name.includes(' ') && name.split(' ').every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || particle.test(word))
}

function looksNamed(name: string, isCertain: boolean): boolean {
  if (/[.!?:]$/.test(name) || name.split(' ').length > 5) return false
  return isCertain ? !initials.test(name) : isShapedAsName(name)
}

/** Texts of the links to author pages in a byline: cleaner than the whole line. */
function authorLinks(byline: Element): string[] {
  const texts: string[] = []
  const stack = byline.children.slice(0, maxNodes).toReversed()
  for (let node = stack.pop(), seen = 0; node && seen < maxNodes; node = stack.pop(), seen++) {
    if (node.type !== 'tag') continue
    if (node.name === 'a' && authorAddress.test(node.attribs.href ?? '')) texts.push(textOf(node))
    else stack.push(...node.children.slice(0, maxNodes).toReversed())
  }
  return texts.filter((text) => text !== '')
}

function isSentence(text: string): boolean {
  return text.split(' ').length > maxBylineWords || (/[\p{Ll}]{3}[.!?…]["”»]?$/u.test(text) && text.includes(' '))
}

function namesOfByline({ element }: Carrier): NamesRead {
  const text = textOf(element)
  if (text === '' || text.length > maxBylineLength || isSentence(text)) return nobody
  const links = element.name === 'a' ? [] : authorLinks(element)
  const isCertain = element.attribs.rel === 'author' || links.length > 0 || exactClass.test(element.attribs.class ?? '')
  const read = (links.length > 0 ? links : [text]).map(readNames)
  const persons = read.flatMap(({ persons }) => persons).filter((name) => looksNamed(name, isCertain))
  if (!isCertain && persons.join(' ').length < minNameShare * text.length) return nobody
  return {
    persons,
    organisations: isCertain ? read.flatMap(({ organisations }) => organisations) : [],
  }
}

const isDeclaredAuthor = ({ element }: Carrier): boolean =>
  element.attribs.rel === 'author' || element.attribs.itemprop === 'author'

/** The first byline of a group that names a person, with the persons of those beside it; else the first organisation. */
function namesOfGroup(group: Carrier[], joinSiblings: boolean, isOutlet: (name: string) => boolean): NamesRead {
  let organisations: string[] = []
  for (const [at, carrier] of group.slice(0, maxBylines).entries()) {
    const names = namesOfByline(carrier)
    const persons = names.persons.filter((name) => !isOutlet(name))
    if (organisations.length === 0) organisations = names.organisations
    if (persons.length === 0) continue
    const siblings = joinSiblings
      ? group.slice(at + 1, at + 6).filter((one) => one.element.parent === carrier.element.parent)
      : []
    return { persons: [...persons, ...siblings.flatMap((one) => namesOfByline(one).persons)], organisations }
  }
  return { persons: [], organisations }
}

/** The nearest element that holds more text than this byline. */
function placeOf(byline: Element, text: string): ParentNode | null {
  let at: ParentNode | null = byline.parent
  for (let up = 0; at?.type === 'tag' && up < maxWrappers && textOf(at) === text; up++) at = at.parent
  return at
}

/** Without elements of a template that names somebody else again and again: teasers of other articles. */
function withoutTeasers(bylines: Carrier[]): Carrier[] {
  const textsByClass = new Map<string, Map<ParentNode | null, string>>()
  const key = ({ element }: Carrier): string => `${element.name} ${element.attribs.class ?? ''}`
  for (const byline of bylines.slice(0, maxMarked)) {
    const text = textOf(byline.element)
    const texts = textsByClass.get(key(byline)) ?? new Map()
    // Authors of one article share a place, those of several teasers do not.
    if (text !== '') textsByClass.set(key(byline), texts.set(placeOf(byline.element, text), text))
  }
  const isTeaser = (byline: Carrier): boolean => new Set(textsByClass.get(key(byline))?.values()).size >= manyTeasers
  return bylines.filter((byline) => isDeclaredAuthor(byline) || !isTeaser(byline))
}

/** Names in elements that are marked as bylines and stand with the article. */
export function markedNames(survey: PageSurvey, isOutlet: (name: string) => boolean): NamesRead {
  const standing = survey.carriers.bylines.filter(({ container }) => (container.allMarks & elsewhere) === 0)
  const bylines = withoutTeasers(standing)
  const certain = namesOfGroup(bylines.filter(isDeclaredAuthor), true, isOutlet)
  if (certain.persons.length > 0) return certain
  const marked = namesOfGroup(bylines, false, isOutlet)
  return isEmpty(marked) ? certain : marked
}

function namesInLines(blocks: Block[], pattern: RegExp): NamesRead {
  for (const { text, container } of blocks) {
    if (text.length >= maxLineLength || !pattern.test(text) || container.allMarks & elsewhere) continue
    const { persons, organisations } = readNames(text)
    const named = persons.filter((name) => looksNamed(name, false))
    const signed = [...organisations, ...persons.slice(0, 1).filter((name) => acronym.test(name))]
    if (named.length + signed.length > 0) return { persons: named, organisations: signed }
  }
  return nobody
}

/** Names after "By" in the lines around the title. */
export function lineNames(blocks: Block[], titleAt: number): NamesRead {
  return titleAt < 0 ? nobody : namesInLines(blocks.slice(Math.max(0, titleAt - 4), titleAt + 14), bylineText)
}

/** Names after "Author:" in a line below the title: bylines at the end of the text. */
export function signedNames(blocks: Block[], titleAt: number): NamesRead {
  return namesInLines(blocks.slice(Math.max(0, titleAt)), signature)
}

function isParagraphOf(block: Block | undefined, parent: Container | null): boolean {
  return block?.container.tag === 'p' && block.container.parent === parent
}

/** Names that stand alone as the first paragraph of the text, for outlets whose system knows no authors. */
export function openingNames(blocks: Block[], titleAt: number): NamesRead {
  const from = Math.max(0, titleAt + 1)
  const opening = blocks.slice(from, from + maxOpening).find(({ text, container }, n) => {
    if (container.tag !== 'p' || text.length > maxNameLine || !onlyNames.test(text)) return false
    const [before, after] = [blocks[from + n - 1], blocks[from + n + 1]]
    const isSubheading = isParagraphOf(before, container.parent) && (before?.text.length ?? 0) >= leastParagraph
    if (isSubheading || !isParagraphOf(after, container.parent)) return false
    return (after?.text.length ?? 0) >= leastParagraph
  })
  const text = opening?.text ?? ''
  const persons = readNames(text).persons.filter(isShapedAsName)
  return persons.join('').length > 0.8 * text.length - separators ? { persons, organisations: [] } : nobody
}
