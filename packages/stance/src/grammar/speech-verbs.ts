import { verbForms } from '../phrases/inflection.ts'

const forms = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/).flatMap(verbForms))

/** Verbs that can introduce or follow what somebody said ("..., she recalled"). */
const SAYING = forms(`
say tell write add note argue tweet explain declare claim state warn insist reply stress retort counter quip reiterate repeat remark observe continue conclude ask fume rage recall announce report respond
emphasize confirm clarify point maintain suggest acknowledge concede admit joke post complain reason assert contend allege caution predict testify vow pledge promise swear underline underscore comment exclaim
proclaim recount lament boast shout cry whisper yell opine elaborate muse scoff thunder snap caution plead urge wonder inquire advise remind assure caution estimate speculate
`)

/** Verbs of mind, judgement and message whose object clause is the holder's own view. */
const HOLDING = forms(`
think believe feel hope fear consider find describe call evaluate accuse answer judge hold mean expect worry doubt deny disclose reveal indicate signal hint mention propose demand beg fume
speak talk agree disagree want see regard view understand know realize imagine decide recommend support oppose welcome reject dismiss criticize condemn denounce praise blame cite blast slam urge
inform notify instruct order request propose advocate favor favour endorse defend question challenge
`)

/** Verbs of saying as tags often miss them in headlines and after quotations. */
export function isSaying(word: string): boolean {
  return SAYING.has(word)
}

/** Whether a verb form introduces the words or views of its subject. */
export function isAttributing(word: string): boolean {
  return SAYING.has(word) || HOLDING.has(word)
}
