const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  `be:is are was were been being am|have:has had having|do:does did done doing|go:goes went gone going|send:sends sent sending|put:puts putting
give:gives gave given giving|take:takes took taken taking|make:makes made making|keep:keeps kept keeping|hold:holds held holding|leave:leaves left leaving
say:says said saying|tell:tells told telling|write:writes wrote written writing|speak:speaks spoke spoken speaking|think:thinks thought thinking|see:sees saw seen seeing
find:finds found finding|feel:feels felt feeling|fight:fights fought fighting|stand:stands stood standing|withdraw:withdraws withdrew withdrawn withdrawing|draw:draws drew drawn drawing
strike:strikes struck stricken striking|shut:shuts shutting|cut:cuts cutting|hit:hits hitting|let:lets letting|set:sets setting|bring:brings brought bringing|buy:buys bought buying
build:builds built building|begin:begins began begun beginning|break:breaks broke broken breaking|choose:chooses chose chosen choosing|come:comes came coming|get:gets got gotten getting
know:knows knew known knowing|lead:leads led leading|lose:loses lost losing|mean:means meant meaning|meet:meets met meeting|pay:pays paid paying|run:runs ran running|rise:rises rose risen rising
sell:sells sold selling|shoot:shoots shot shooting|throw:throws threw thrown throwing|uphold:upholds upheld upholding|forbid:forbids forbade forbidden forbidding|swear:swears swore sworn swearing
undo:undoes undid undone undoing|overturn:overturns overturned overturning|override:overrides overrode overridden overriding|spend:spends spent spending|teach:teaches taught teaching|win:wins won winning
sink:sinks sank sunk sinking|freeze:freezes froze frozen freezing|sue:sues sued suing|veto:vetoes vetoed vetoing|ban:bans banned banning|bar:bars barred barring|scrap:scraps scrapped scrapping
drop:drops dropped dropping|stop:stops stopped stopping|slam:slams slammed slamming|back:backs backed backing|plan:plans planned planning|admit:admits admitted admitting|commit:commits committed committing
permit:permits permitted permitting|refer:refers referred referring|step:steps stepped stepping|nod:nods nodded nodding|ship:ships shipped shipping|shun:shuns shunned shunning|repel:repels repelled repelling
control:controls controlled controlling|compel:compels compelled compelling|propel:propels propelled propelling|rebut:rebuts rebutted rebutting|regret:regrets regretted regretting|quip:quips quipped quipping
allot:allots allotted allotting|expel:expels expelled expelling|cancel:cancels cancelled canceled cancelling canceling|die:dies died dying|lie:lies lied lay lying|tie:ties tied tying|wed:weds wedding wedded
quit:quits quitting|tap:taps tapped tapping|cap:caps capped capping|dig:digs dug digging|rid:rids ridding|clear:clears cleared clearing|drag:drags dragged dragging|rip:rips ripped ripping|axe:axes axed axing
offer:offers offered offering|open:opens opened opening|threaten:threatens threatened threatening|deliver:delivers delivered delivering|enter:enters entered entering|station:stations stationed stationing
understand:understands understood understanding|oversee:oversees oversaw overseen overseeing|become:becomes became becoming|seek:seeks sought seeking|eat:eats ate eaten eating|grow:grows grew grown growing`
    .split(/[|\n]/)
    .map((line) => line.split(':'))
    .map(([base, forms]) => [base ?? '', forms ?? '']),
)

const VOWEL = /[aeiou]/

function past(base: string): string[] {
  if (base.endsWith('e')) return [`${base}d`]
  if (/[^aeiou]y$/.test(base)) return [`${base.slice(0, -1)}ied`]
  return doubles(base) ? [`${base}${base.at(-1)}ed`] : [`${base}ed`]
}

function progressive(base: string): string {
  if (base.endsWith('e') && !/(?:ee|oe|ye)$/.test(base)) return `${base.slice(0, -1)}ing`
  return doubles(base) ? `${base}${base.at(-1)}ing` : `${base}ing`
}

/** One-syllable words of the shape consonant, vowel, consonant double their last letter. */
function doubles(base: string): boolean {
  return base.length <= 4 && /[^aeiou][aeiou][bdgklmnprt]$/.test(base) && (base.match(/[aeiou]+/g)?.length ?? 0) === 1
}

function withEs(base: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(base)) return `${base}es`
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`
  return `${base}s`
}

/** Forms of an English verb, its base first; `-ise` and `-ize` go together. */
export function verbForms(base: string): string[] {
  const irregular = IRREGULAR[base]
  if (irregular !== undefined) return [base, ...irregular.split(' ')]
  const forms = [base, withEs(base), ...past(base), progressive(base)]
  const other = /[a-z]{3}ise$/.test(base)
    ? `${base.slice(0, -3)}ize`
    : /[a-z]{3}ize$/.test(base)
      ? `${base.slice(0, -3)}ise`
      : null
  if (other === null) return forms
  return [...forms, other, withEs(other), ...past(other), progressive(other)]
}

/** Singular and plural of an English noun, whichever was given. */
export function nounForms(word: string): string[] {
  const forms = new Set([word])
  if (/[^aeiou]ies$/.test(word)) forms.add(`${word.slice(0, -3)}y`)
  else if (/(?:ses|xes|zes|ches|shes)$/.test(word)) forms.add(word.slice(0, -2)).add(word.slice(0, -1))
  else if (/[^s]s$/.test(word) && word.length > 3 && VOWEL.test(word)) forms.add(word.slice(0, -1))
  else forms.add(withEs(word))
  return [...forms]
}

const NOUN_ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ate$/, ['ation', 'ations']],
  [/ise$|ize$/, ['isation', 'ization']],
  [/[^aeiou]y$/, ['ication']],
  [/mit$/, ['mission']],
  [/duce$/, ['duction']],
  [/pose$/, ['position']],
  [/end$/, ['ension']],
  [/and$/, ['ansion', 'ansions']],
  [/rge$/, ['rgement']],
  [/pt$/, ['ption', 'ptance']],
  [/ct$/, ['ction', 'ctions']],
  [/lish$/, ['lition', 'lishment']],
  [/move$/, ['moval']],
  [/[^aeiou]ide$/, ['ision']],
  [/vide$/, ['vision']],
  [/close$/, ['closure']],
  [/phase$/, ['phase-out']],
]
const PLAIN_NOUN = ['ment', 'ments', 'al', 'ance', 'ation', 'ition', 'y', 'er', 'ers']

/**
 * Plausible nouns made from a verb ("deploy": "deployment", "ban": "ban"). Some are no words; those never occur and
 * cost nothing.
 */
export function nounsOfVerb(base: string): string[] {
  const stem = base.replace(/e$/, '')
  const nouns = PLAIN_NOUN.filter((ending) => !/^er/.test(ending)).map((ending) => stem + ending)
  for (const [ending, replacements] of NOUN_ENDINGS)
    if (ending.test(base)) for (const replacement of replacements) nouns.push(base.replace(ending, replacement))
  if (base.endsWith('e')) nouns.push(`${base}ment`)
  return nouns
}
