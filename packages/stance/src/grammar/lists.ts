import type { Mention } from '../names/entity.ts'
import { type Grammar, wordAt } from './grammar.ts'

const LIST_GAP = /^(?:,|and|or|&|the|both|as|well|from|his|her|its|their|nor|plus)$/

function isListGap(grammar: Grammar, from: number, to: number): boolean {
  if (to <= from || to - from > 4) return false
  let joins = false
  for (let at = from; at < to; at += 1) {
    if (!LIST_GAP.test(wordAt(grammar, at))) return false
    if (/^(?:,|and|or|&)$/.test(wordAt(grammar, at))) joins = true
  }
  return joins
}

const hasAnd = (grammar: Grammar, from: number, to: number): boolean =>
  grammar.tokens.slice(from, to).some((token) => /^(?:and|or|&|nor)$/.test(token.lower))

/** The list of names that ends with `mention` ("Italy, Spain and Hungary"), or it alone. */
export function listEndingWith(grammar: Grammar, mention: Mention): Mention[] {
  const list = [mention]
  if (mention.kind === 'anonymous') return list
  const sorted = grammar.mentions.filter((one) => one.last < mention.first && one.kind !== 'pronoun')
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const before = sorted[index]
    const head = list[0]
    if (before === undefined || head === undefined) break
    if (!isListGap(grammar, before.last + 1, head.first)) break
    if (list.length === 1 && !hasAnd(grammar, before.last + 1, head.first)) break
    list.unshift(before)
  }
  return list
}

/** The list of names that begins with `mention`, or it alone. */
export function listBeginningWith(grammar: Grammar, mention: Mention): Mention[] {
  const list = [mention]
  let joined = false
  for (const next of grammar.mentions) {
    const tail = list.at(-1)
    if (tail === undefined || next.first <= tail.last) continue
    if (!isListGap(grammar, tail.last + 1, next.first)) break
    joined ||= hasAnd(grammar, tail.last + 1, next.first)
    list.push(next)
    joined ||= list.length > 2 && /^(?:and|or)$/.test(wordAt(grammar, next.last + 1))
  }
  return joined ? list : [mention]
}
