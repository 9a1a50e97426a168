import { type Grammar, wordAt } from '../grammar/grammar.ts'
import { listBeginningWith } from '../grammar/lists.ts'
import type { Mention } from '../names/entity.ts'
import { nounForms } from '../phrases/inflection.ts'
import type { FoundWords } from './found-words.ts'

const STAND_NOUNS = new Set(
  `idea proposal suggestion plan remark call refusal warning initiative opposition support threat rejection decision recognition scheme bid push backing pledge promise objection insistence
assertion belief criticism demand statement announcement move willingness openness reluctance notion bill motion vow veto ban endorsement approval campaign argument claim comment letter petition
appeal condemnation denial dismissal embrace enthusiasm resistance stance position view verdict resolution amendment lawsuit challenge desire wish intention commitment readiness attempt effort hope crusade defence defense`
    .split(/\s+/)
    .flatMap(nounForms),
)
const HELD_NOUN =
  /^(?:backing|support|opposition|criticism|approval|endorsement|praise|condemnation|objections?|blessing|resistance)$/
const isModifier = (pos: string | undefined): boolean => /^(?:ADJ|NOUN|PROPN|PUNCT|NUM)$/.test(pos ?? '')

function endOfPhrase(grammar: Grammar, from: number): number {
  for (let at = from; at < grammar.tokens.length; at += 1)
    if (/^(?:[;:]|,|—|–|but|while|which|who)$/.test(wordAt(grammar, at))) return at
  return grammar.tokens.length
}

function standNounAfter(grammar: Grammar, from: number): number {
  for (let at = from; at < from + 5; at += 1) {
    if (STAND_NOUNS.has(wordAt(grammar, at))) return at
    if (!isModifier(grammar.tokens[at]?.pos) || /^[,.]$/.test(wordAt(grammar, at))) return -1
  }
  return -1
}

/** Where a noun of stand ends: before the sentence's verb, unless a clause of its own ("that ...") follows. */
function endOfStand(grammar: Grammar, noun: number): number {
  if (wordAt(grammar, noun + 1) === 'that') return grammar.tokens.length
  const end = endOfPhrase(grammar, noun)
  let isOpen = false
  for (let at = noun + 1; at < end; at += 1) {
    const token = grammar.tokens[at]
    if (token === undefined || /^(?:that|which|who)$/.test(token.lower)) isOpen = true
    else if (!isOpen && /^(?:as|after|because|when|before|amid)$/.test(token.lower)) return at
    else if (
      !isOpen &&
      /^(?:VERB|AUX)$/.test(token.pos) &&
      grammar.tokens[at - 1]?.lower !== 'to' &&
      !token.lower.endsWith('ing')
    )
      return at
  }
  return end
}

/** "Ruiz's refusal to rule it out": a noun of stand owned by a name. */
function possessions(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    if (!/^'s?$/.test(wordAt(grammar, mention.last + 1))) return []
    const noun = standNounAfter(grammar, mention.last + 2)
    if (noun < 0) return []
    return [words([mention], 'noun', [noun, endOfStand(grammar, noun)])]
  })
}

function words(
  mentions: readonly Mention[],
  kind: FoundWords['kind'],
  span: readonly [number, number],
  isSpeech = false,
): FoundWords {
  return { mentions, kind, spans: [span], isSpeech, at: mentions[0]?.first ?? 0 }
}

/** Start of the clause that ends before `at`. */
function startOfPhrase(grammar: Grammar, at: number): number {
  for (let before = at - 1; before > 0; before -= 1)
    if (/^(?:[;:,]|—|–|but|while)$/.test(wordAt(grammar, before))) return at - before < 3 ? before - 12 : before + 1
  return 0
}

function isParticiple(grammar: Grammar, at: number): boolean {
  const isForm = /(?:ed|en|wn|ht|ld|id|de)$/.test(wordAt(grammar, at))
  return isForm && /^(?:VERB|ADJ)$/.test(grammar.tokens[at]?.pos ?? '')
}

/** "was rejected by Chile and Peru", "a bill by Ruiz". */
function agentOf(grammar: Grammar, mention: Mention): FoundWords[] {
  if (wordAt(grammar, mention.first - 1) !== 'by') return []
  let head = mention.first - 2
  while (head > 0 && grammar.tokens[head]?.pos === 'ADV') head -= 1
  const mentions = listBeginningWith(grammar, mention)
  const common = { mentions, isSpeech: false, at: mention.first }
  if (isParticiple(grammar, head) && wordAt(grammar, head) !== 'joined') {
    const from = Math.max(0, startOfPhrase(grammar, head))
    return [{ ...common, kind: 'agent', spans: [[from, mention.first - 1]] }]
  }
  if (!STAND_NOUNS.has(wordAt(grammar, head))) return []
  const behind = (mentions.at(-1)?.last ?? mention.last) + 1
  return [
    {
      ...common,
      kind: 'noun',
      spans: [
        [head, head + 1],
        [behind, endOfPhrase(grammar, behind)],
      ],
    },
  ]
}

const agents = (grammar: Grammar): FoundWords[] => grammar.mentions.flatMap((mention) => agentOf(grammar, mention))

/** "according to X", "in the words of X": the rest of the sentence is X's. */
function accordingTo(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const [before, earlier] = [wordAt(grammar, mention.first - 1), wordAt(grammar, mention.first - 2)]
    const isSource =
      (before === 'to' && earlier === 'according') || (before === 'of' && /^(?:words|opinion|view)$/.test(earlier))
    if (!isSource || mention.entity === null) return []
    return [
      {
        mentions: [mention],
        kind: 'speech',
        spans: [
          [0, Math.max(0, mention.first - 2)],
          [mention.last + 1, grammar.tokens.length],
        ],
        isSpeech: true,
        at: mention.first,
      },
    ]
  })
}

/** "has the backing of Chile", "drew criticism from the mayor": the noun's stand is theirs. */
function holdersOfNoun(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const noun = mention.first - (wordAt(grammar, mention.first - 1) === 'the' ? 3 : 2)
    if (!/^(?:of|from)$/.test(wordAt(grammar, noun + 1)) || !HELD_NOUN.test(wordAt(grammar, noun))) return []
    const from = Math.max(0, startOfPhrase(grammar, noun))
    return [
      {
        mentions: listBeginningWith(grammar, mention),
        kind: 'agent' as const,
        spans: [[from, noun + 2] as const],
        isSpeech: false,
        at: mention.first,
      },
    ]
  })
}

/** "For Ruiz, the plan is a mistake": an opinion by its first words. */
function opinions(grammar: Grammar): FoundWords[] {
  const mention = grammar.startingAt.get(1)
  if (mention === undefined || wordAt(grammar, 0) !== 'for' || wordAt(grammar, mention.last + 1) !== ',') return []
  return [words([mention], 'speech', [mention.last + 2, grammar.tokens.length], true)]
}

/** `"Never," was the reply of the mayor`: the words before a noun of answer. */
function answers(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const noun = mention.first - 2
    if (!/^(?:of|from|by)$/.test(wordAt(grammar, mention.first - 1)) || noun < 2) return []
    if (!/^(?:reply|answer|response|verdict|message|comment|reaction|retort|assessment)$/.test(wordAt(grammar, noun)))
      return []
    return [words([mention], 'speech', [0, noun], true)]
  })
}

/** "Ruiz: no new roads", a speaker before a colon at the start. */
function labels(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    if (wordAt(grammar, mention.last + 1) !== ':' || mention.first > 2) return []
    if (mention.entity?.isGuess === true && grammar.tokens[mention.last + 2]?.quoted !== true) return []
    return [words([mention], 'label', [mention.last + 2, grammar.tokens.length], true)]
  })
}

/** "so did Peru", "as did Peru and Chile", "joined by Peru", "along with Peru": the claim just made is theirs too. */
function echoes(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const start = wordAt(grammar, mention.first - 1) === 'the' ? mention.first - 1 : mention.first
    const [before, earlier] = [wordAt(grammar, start - 1), wordAt(grammar, start - 2)]
    const isEcho =
      (/^(?:did|does|do|have|has|was|were|is|are|will|would)$/.test(before) &&
        /^(?:as|so|nor|neither)$/.test(earlier)) ||
      (before === 'by' && earlier === 'joined') ||
      (before === 'with' && earlier === 'along')
    if (!isEcho) return []
    const list = listBeginningWith(grammar, mention)
    return [words(list, 'same', [mention.first, (list.at(-1)?.last ?? mention.last) + 1])]
  })
}

/** Everything a sentence ties to names other than by subject and verb. */
export function phraseWords(grammar: Grammar): FoundWords[] {
  const found = [
    ...possessions(grammar),
    ...agents(grammar),
    ...accordingTo(grammar),
    ...labels(grammar),
    ...answers(grammar),
    ...holdersOfNoun(grammar),
    ...opinions(grammar),
    ...echoes(grammar),
  ]
  return found.filter((one) => grammar.tokens[one.at]?.quoted !== true)
}
