/** What is done with statements that are neither for nor against, in a table that knows only these two. */
export type Mixed = 'omit' | 'both'

/** The columns of the table, by DNA's own names where it has them. */
export const dnaColumns = [
  ...['statement_id', 'document_id', 'document_title', 'date', 'date_time', 'author', 'source', 'url'],
  ...['actor', 'actor_type', 'person', 'organization', 'concept', 'agreement', 'excerpt', 'start', 'stop'],
  ...['stance', 'strength', 'confidence', 'attribution', 'topic'],
] as const

type DnaRow = Readonly<Record<(typeof dnaColumns)[number], string | number | null>>

/** A statement of the archive, as much of it as the table takes. */
export type Evidence = {
  readonly topicId: string
  readonly name: string
  readonly type: string
  readonly affiliation: string | null
  readonly stance: string
  readonly strength: string
  readonly confidence: number
  readonly quote: string
  readonly start: number | null
  readonly end: number | null
  readonly attribution: string
  readonly statedMs: number
  readonly articleId: string
  readonly place: number
  readonly url: string
  readonly title: string
  readonly authors: readonly string[]
  readonly outlet: string | null
}

/**
 * The rows of a statement in the table that Discourse Network Analyzer's users build networks from (Leifeld, "Discourse Network Analysis",
 * Oxford Handbook of Political Networks, 2017): an actor agrees (1) or disagrees (0) with a concept, here the proposition of its topic. A mixed
 * statement is none there, or one for and one against, which is what DNA calls mixed itself.
 */
export function dnaRows(statement: Evidence, { concept, mixed }: { concept: string; mixed: Mixed }): DnaRow[] {
  const { articleId, topicId, place } = statement
  const id = `${articleId}/${topicId}/${place}`
  return agreements(statement.stance, mixed).map(({ agreement, suffix }) => ({
    statement_id: `${id}${suffix}`,
    ...documentOf(statement),
    ...actorOf(statement),
    ...{ concept, agreement, excerpt: statement.quote, start: statement.start, stop: statement.end },
    ...{ stance: statement.stance, strength: statement.strength, confidence: statement.confidence },
    ...{ attribution: statement.attribution, topic: topicId },
  }))
}

function agreements(stance: string, mixed: Mixed): { agreement: 0 | 1; suffix: string }[] {
  if (stance === 'support') return [{ agreement: 1, suffix: '' }]
  if (stance === 'oppose') return [{ agreement: 0, suffix: '' }]
  if (mixed === 'omit') return []
  return [
    { agreement: 1, suffix: '/for' },
    { agreement: 0, suffix: '/against' },
  ]
}

function documentOf({ articleId, title, statedMs, authors, outlet, url }: Evidence) {
  const instant = `${new Date(statedMs).toISOString().slice(0, 19)}Z`
  return {
    ...{ document_id: articleId, document_title: title, date: instant.slice(0, 10), date_time: instant },
    ...{ author: authors.join('; '), source: outlet, url },
  }
}

/** A person speaks for whom they were said to belong to; whoever is no person is the organisation. */
function actorOf({ name, type, affiliation }: Evidence) {
  const isPerson = type === 'person'
  return {
    ...{ actor: name, actor_type: type },
    person: isPerson ? name : null,
    organization: isPerson ? affiliation : name,
  }
}
