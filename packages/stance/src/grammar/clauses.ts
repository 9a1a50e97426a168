import { type Clause, type Grammar, type Subject, wordAt } from './grammar.ts'
import { isAttributing, isSaying } from './speech-verbs.ts'
import { PREPOSITION, subjectAfter, subjectBefore, subjectOf } from './subjects.ts'
import type { VerbGroup } from './verb-groups.ts'

/** What precedes a verb of saying that has its subject behind it. */
function invitesInversion(grammar: Grammar, group: VerbGroup): boolean {
  if (!isSaying(wordAt(grammar, group.head))) return false
  const before = wordAt(grammar, group.first - 1)
  return group.first === 0 || /^["',?!—–.]$/.test(before) || before === 'as'
}

function sharedSubject(grammar: Grammar, group: VerbGroup, earlier: readonly Clause[]): Subject | null {
  const before = wordAt(grammar, group.first - 1)
  const joins =
    /^(?:and|but|or|then|yet|,)$/.test(before) ||
    group.form === 'gerund' ||
    /^(?:ADV)$/.test(grammar.tokens[group.first - 1]?.pos ?? '')
  if (!joins || group.form === 'infinitive') return null
  const last =
    earlier.findLast((clause) => clause.side !== 'relative' && clause.group.form !== 'infinitive') ?? earlier.at(-1)
  return last?.subject ?? null
}

/** "with Chile warning that ...", "saying it would ...": only after a comma or a name of its own does an -ing form tell who. */
function gerundClause(grammar: Grammar, group: VerbGroup, earlier: readonly Clause[]): Clause | null {
  const own = grammar.endingAt.get(group.first - 1)
  if (own !== undefined && /^(?:with|,)$/.test(wordAt(grammar, own.first - 1)))
    return { group, subject: subjectOf(grammar, own), side: 'before' }
  const head = wordAt(grammar, group.head)
  const isLoose =
    isSaying(head) &&
    !PREPOSITION.test(wordAt(grammar, group.first - 1)) &&
    grammar.tokens[group.first - 1]?.pos !== 'DET'
  if (!isLoose && (wordAt(grammar, group.first - 1) !== ',' || !isAttributing(head))) return null
  const shared = sharedSubject(grammar, group, earlier)
  return shared === null ? null : { group, subject: shared, side: 'shared' }
}

/** "..., said Ruiz" has its subject behind it; "the mayor, a friend, said Ruiz was late" has not. */
function isCertainlyBehind(grammar: Grammar, group: VerbGroup, after: Subject): boolean {
  if (wordAt(grammar, group.first - 1) !== ',') return true
  if (after.mentions.length === 0) return false
  const isClause = /^(?:VERB|AUX)$/.test(grammar.tokens[after.last + 1]?.pos ?? '')
  return !isClause || grammar.tokens[group.first - 2]?.quoted === true || subjectBefore(grammar, group) === null
}

function clauseOf(grammar: Grammar, group: VerbGroup, earlier: readonly Clause[]): Clause | null {
  if (group.form === 'infinitive') return null
  if (group.form === 'gerund') return gerundClause(grammar, group, earlier)
  const after = invitesInversion(grammar, group) ? subjectAfter(grammar, group) : null
  const isCertain = after !== null && isCertainlyBehind(grammar, group, after)
  if (after !== null && isCertain) return { group, subject: after, side: 'after' }
  const before = subjectBefore(grammar, group)
  if (before !== null) return { group, ...before }
  if (after !== null) return { group, subject: after, side: 'after' }
  const shared = sharedSubject(grammar, group, earlier)
  return shared === null ? null : { group, subject: shared, side: 'shared' }
}

/** Every verb group of the sentence whose subject can be told, from left to right. */
export function findClauses(grammar: Grammar, groups: readonly VerbGroup[]): Clause[] {
  const clauses: Clause[] = []
  for (const group of groups) {
    const clause = clauseOf(grammar, group, clauses)
    if (clause !== null) clauses.push(clause)
  }
  return clauses
}
