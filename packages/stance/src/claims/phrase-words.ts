import { type Grammar, listBeginningWith, listEndingWith } from '../grammar/subjects.ts'
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
const HELD_NOUN = /^(?:backing|support|opposition|criticism|approval|endorsement|praise|condemnation|objections?|blessing|resistance)$/
const word = (grammar: Grammar, at: number): string => grammar.tokens[at]?.lower ?? ''
const isModifier = (pos: string | undefined): boolean => /^(?:ADJ|NOUN|PROPN|PUNCT|NUM)$/.test(pos ?? '')

function endOfPhrase(grammar: Grammar, from: number): number {
  for (let at = from; at < grammar.tokens.length; at += 1)
    if (/^(?:[;:]|,|—|–|but|while|which|who)$/.test(word(grammar, at))) return at
  return grammar.tokens.length
}

function standNounAfter(grammar: Grammar, from: number): number {
  for (let at = from; at < from + 5; at += 1) {
    if (STAND_NOUNS.has(word(grammar, at))) return at
    if (!isModifier(grammar.tokens[at]?.pos) || /^[,.]$/.test(word(grammar, at))) return -1
  }
  return -1
}

/** Where a noun of stand ends: before the sentence's verb, unless a clause of its own ("that ...") follows. */
function endOfStand(grammar: Grammar, noun: number): number {
  if (word(grammar, noun + 1) === 'that') return grammar.tokens.length
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
    if (!/^'s?$/.test(word(grammar, mention.last + 1))) return []
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
    if (/^(?:[;:,]|—|–|but|while)$/.test(word(grammar, before))) return at - before < 3 ? before - 12 : before + 1
  return 0
}

/** "was rejected by Chile and Peru", "a bill by Ruiz". */
function agents(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    if (word(grammar, mention.first - 1) !== 'by') return []
    let verb = mention.first - 2
    while (verb > 0 && grammar.tokens[verb]?.pos === 'ADV') verb -= 1
    const isVerb =
      /(?:ed|en|wn|ht|ld|id|de)$/.test(word(grammar, verb)) && /^(?:VERB|ADJ)$/.test(grammar.tokens[verb]?.pos ?? '')
    if (word(grammar, verb) === 'joined' || (!isVerb && !STAND_NOUNS.has(word(grammar, verb)))) return []
    const list = listBeginningWith(grammar, mention)
    const from = Math.max(0, startOfPhrase(grammar, verb))
    const behind = (list.at(-1)?.last ?? mention.last) + 1
    const span: [number, number] = [from, mention.first - 1]
    return [
      {
        mentions: list,
        kind: isVerb ? 'agent' : 'noun',
        spans: isVerb
          ? [span]
          : [
              [verb, verb + 1],
              [behind, endOfPhrase(grammar, behind)],
            ],
        isSpeech: false,
        at: mention.first,
      },
    ]
  })
}

/** "according to X", "in the words of X": the rest of the sentence is X's. */
function accordingTo(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const [before, earlier] = [word(grammar, mention.first - 1), word(grammar, mention.first - 2)]
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
    const noun = mention.first - (word(grammar, mention.first - 1) === 'the' ? 3 : 2)
    if (!/^(?:of|from)$/.test(word(grammar, noun + 1)) || !HELD_NOUN.test(word(grammar, noun))) return []
    const from = Math.max(0, startOfPhrase(grammar, noun))
    return [{ mentions: listBeginningWith(grammar, mention), kind: 'agent' as const, spans: [[from, noun + 2] as const], isSpeech: false, at: mention.first }]
  })
}

/** "For Ruiz, the plan is a mistake": an opinion by its first words. */
function opinions(grammar: Grammar): FoundWords[] {
  const mention = grammar.startingAt.get(1)
  if (mention === undefined || word(grammar, 0) !== 'for' || word(grammar, mention.last + 1) !== ',') return []
  return [words([mention], 'speech', [mention.last + 2, grammar.tokens.length], true)]
}

/** `"Never," was the reply of the mayor`: the words before a noun of answer. */
function answers(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const noun = mention.first - 2
    if (!/^(?:of|from|by)$/.test(word(grammar, mention.first - 1)) || noun < 2) return []
    if (!/^(?:reply|answer|response|verdict|message|comment|reaction|retort|assessment)$/.test(word(grammar, noun)))
      return []
    return [words([mention], 'speech', [0, noun], true)]
  })
}

/** "Ruiz: no new roads", a speaker before a colon at the start. */
function labels(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    if (word(grammar, mention.last + 1) !== ':' || mention.first > 2) return []
    if (mention.entity?.isGuess === true && grammar.tokens[mention.last + 2]?.quoted !== true) return []
    return [words([mention], 'label', [mention.last + 2, grammar.tokens.length], true)]
  })
}

/** "so did Peru", "as did Peru and Chile", "joined by Peru", "along with Peru": the claim just made is theirs too. */
function echoes(grammar: Grammar): FoundWords[] {
  return grammar.mentions.flatMap((mention) => {
    const start = word(grammar, mention.first - 1) === 'the' ? mention.first - 1 : mention.first
    const [before, earlier] = [word(grammar, start - 1), word(grammar, start - 2)]
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

/** The whole list a mention stands in, whichever end it is at. */
export function listAround(grammar: Grammar, mention: Mention): Mention[] {
  const before = listEndingWith(grammar, mention)
  return before.length > 1 ? before : listBeginningWith(grammar, mention)
}
