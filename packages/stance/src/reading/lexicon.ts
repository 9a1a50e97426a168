/**
 * Words of debate, the same for every topic. Patterns as in `compilePhrases`, separated by `;` or line ends.
 * Nothing here names a person, a place or a topic.
 */

/** Keeps it possible: "did not rule out", "all options are on the table". */
export const OPEN = `
not|never|nothing|no|nobody|none|neither|nor|cannot|n't|without|refuse_|decline_|stop_|anything|everything|hardly ..6 rule_ ..3 out
rule_ nothing out; rule_ out nothing; exclude_ nothing; rule_ ..2 nothing out; not|never|nothing|no|cannot|n't|without|refuse_|decline_ ..6 exclude_
not|never|nothing|no|n't|nor ..4 off the table; not|n't|never ..2 unthinkable; all|every|any option# ..4 table|open|possible; not|n't|never ..2 dismiss_ ..2 possibility|idea|option|prospect|out
keep_|leave_ ..4 option#|door|gate|possibility ..2 open|ajar; option# ..2 open; door ..2 open|ajar; open the door to; refusal to exclude|rule; refuse_ to promise|guarantee|commit
refuse_ ..2 to close the door; not|n't|never ..2 close_|shut_ the door; can|could|may|might ..2 be considered|discussed|envisaged|imagined; cannot|n't|not be excluded; not|n't ..2 taboo
not|n't ..2 impossible; on the table; open to; openness to; open-minded ..2; worth ..1 considering|discussing|exploring|thinking|looking|trying|debating|a; quite doable; would be doable; toy_ with ..3 idea
have_ no objection#; no objection#; ready to talk|discuss; willing to talk|discuss|consider|look
`

/** Takes no part or will not: "will not take part", "said no". */
export const REFUSE = `
will|would|shall|wo|'ll|can|could|ca|do|does|did|is|are|am|cannot ..1 not|n't|never ..2 go|join|joining|participate|participating|happen|happening|accept|agree|allow|follow|involved|budge|contribute|contributing|sign|support|comply|tolerate|let|going; not|n't|never ..1 vote for; not|n't|never|nor ..3 take|taking ..2 part; will|would|wo|'ll|can|could not|n't|never ..1 become|enter|provide; not|n't|never ..1 set foot; not|n't be drawn|part|dragged|joining; not|n't|never ..1 stand for
cannot accept|agree|allow|support|happen|tolerate; never happen|agree|accept|support|allow; will provide neither; no chance; want_ no part; want_ nothing to do; say_ no|nein|non; answer is no|not; not|n't an|the option; out of the question
be_ a non-starter; non-starter; refuse_ to|outright|point; refusal to; decline_ to|the invitation; turn_ ..3 down; stay_ out of|away; keep_ out of; keep_ ..5 away|out; keep_ ..4 at home; stay_ ..1 at home; opt_ out; pull_ out of; over my dead body; not on my watch
will|would|wo|'ll not|n't ..2 cross; would rather not; balk_ at; shy_ away; steer_ away from; drag_ ..2 feet|heels; dig_ ..2 heels; unwilling to; not|n't ..1 willing|prepared|ready to
`

/** Has none in mind: "no plans", "not considering", "not needed". */
export const NO_PLANS = `
no|not|n't|never|neither|nor|zero ..4 plan#|planned|planning|intend|intends|intending|intention#|consider|considers|considering|consideration|considered|discussed|relevant|appetite|agenda|envisaged|foreseen|contemplating|weighing; not|n't|never ..3 on the agenda|table|cards; not|n't|never ..2 under discussion|consideration
no ..1 initiative|proposal|request; no|not|n't|never|neither|nor ..2 talk of; no|without|not|n't|never ..2 need|necessary|needed|required|reason|point|sense|case|necessity|justification|merit|basis|benefit|asked|asking|requested|urgent|opportune|useful; have_ n't|not ..1 asked
question ..8 not|n't|never ..1 arise|exist|come; not ..1 topical; no scenario; not ..2 a subject|question|topic|theme for; see_ no|little ..2 reason|need|sense|point|case|benefit; not ..1 the|a right time|moment; not now; not yet; too early|soon; premature; unnecessary; pointless; needless; useless; superfluous; do_ n't|not ..2 need
`

/** Says nothing on the matter. */
export const NOTHING = `
no consensus; no unanimity; not unanimous|agreed; no agreement; call_ for calm|unity|dialogue|restraint|debate|a|an ..1 debate; decline_ to comment|say|answer|elaborate; no comment; no position; have_ not|n't ..1 decided|commented|responded|said; undecided; not comment; if not now; defend_ itself|themselves|himself|herself|ourselves|against|from; refuse_ to say|comment|answer|discuss|elaborate
would|will|wo not|n't say|comment; would|will not|n't be drawn; steer_ clear of; without elaborating; not immediately respond; did not|n't respond; abstain_; sit_ on the fence; take_ no side#|position; reserve_ judgment|judgement; remain_|stay_ neutral; neutral on
`

/** Predicates that reject what they govern. */
export const OPPOSE = `
reject_; rejection of; oppose_; opposition to|against; opposed to; opponent# of; dismiss_; dismissal of; rule_ ..5 out; exclude_; exclusion of; condemn_; condemnation of; criticize_; criticise_; criticism of; critical of; criticism|objections|condemnation from; opposition from|by; critic# of; denounce_; denunciation of; decry_; deplore_
bash_; trash_; assail_; attack_ the|a|his|her|its|this|plan#|proposal#; skewer_; excoriate_; rip_ the|into|a; hit_ ..1 out at; hit_ back at; fire_ back at; lash_ ..1 out at; take_ aim at; tear_ into; savage_ the; slam_; blast_; lambast_; lambaste_; rail_ against; object_ to; objection# to; objected; objects; veto_; block_; resist_; resistance to; distance_; disagree_; disagreement with; disavow_; repudiate_; disapprove_; disapproval of; frown_ on|upon
advise_ ..2 against; warn_|caution_|decide_|counsel_ against; argue_ ..2 against; speak_ ..2 out against; speak_ against; come_ ..2 out against; campaign_ ..2 against; lobby_ ..2 against; vote_ ..3 against|down; vote# against; turn_ ..4 down; brush_ aside|off; shoot_ ..2 down; push_ ..1 back; pushback
pour_ ..2 cold water; slam_ ..1 door|brakes; hit_ ..1 brakes; put_ ..1 brakes; shut_ ..1 door; close_ ..1 door; put_ ..2 distance; say_ ..1 no to; no camp; no to; at odds with; be_ ..1 against; are|is|was|were|be|stand_|remain_|firmly|strongly|dead|categorically against; take_ issue with
protest_ against; protest_ ..1; demonstrate_ against; march_ against; rally_ against; appeal_ against; sue_; lawsuit# against; challenge_; legal challenge; strike_ ..2 down; overturn_; repeal_; scrap_; axe_; ditch_; shelve; shelved; shelving; halt_; revoke_; rescind_; abolish_; scupper_; derail_; torpedo_; thwart_; stymie_; sink_
regret_; shun_; spurn_; rebuff_; rebuke_; snub_; balk_; abstain_ from; delay_; postpone_; pause_; suspend_; put_ ..4 on ice|hold; reconsider_; rethink_; abandon_; cancel_; drop_ the|its|this|their|his|her|such|plan#; think again; stand_ ..2 firm against; stand_ against; fight_ the|against|it|this|off; fight_ to stop; battle_ the|against; outrage#; outraged; backlash against; up in arms; furious ..1 at|over|about|with
no fan of; call_ ..2 for an end|halt; call_ ..2 for ..1 repeal|withdrawal|stop|moratorium|pause|delay; call_ ..1 on ..4 to drop|scrap|abandon|reconsider|halt|stop|withdraw; deny_ that|any|reports|having|plan#; denial of|that; withdraw_ ..2 support|backing; pull_ ..2 support; cast_ doubt; question_ the|whether|its|why; doubt_ ..1 the|that|whether; sceptical; skeptical; scepticism; skepticism
unconvinced; unpersuaded; unimpressed; reservation# about; misgiving# about; concern# about; have_ concerns; dissent_; dissenting; refute_; discourage_; deter_ from; ridicule_; mock_; scoff_ at; deride_; lament_; bemoan_; curb_; stop_ the|this|it; stopping the|this; hostile to; averse to; allergic to; against the|it|this|any|such|sending; anti; nay; disapprove_
go_ too far; went too far; overreach; not|n't in favour|favor; a no vote; put_ ..2 foot down; draw_ ..1 line at; line in the sand; not|n't ..2 support; unable to support; cannot support
`

/** The same, but said of danger as often as of a stand: only counts near the topic's own words. */
export const WARN = `
warn_; warning# against|of|that|about; caution_; threaten_; threat# to|of; fear_; fears; wary of; worry_; worried; alarmed; accuse_; anger_; angry; complain_ about|of|that; complaint about
`

/** Predicates that back what they govern. */
export const SUPPORT = `
support_; supportive of; supporter# of; support for; back_ the|it|this|a|an|his|her|their|such|plan#|calls|moves|any; backed; backing for; endorse_; endorsement of; welcome_; praise_; applaud_; hail_; approve_; approval of|for|from; backing|support|praise|endorsement|blessing of|from; favor_; favour_; in favor|favour; advocate_; advocacy of
call_ ..2 for; call_ ..1 on ..4 to; demand_; urge_; urge_|press_|call_ ..4 to act|move|intervene; propose_; proposal to|for; champion_; push_ ..2 for; press_ ..2 for; lobby_ ..2 for; campaign_ ..2 for; pledge_; promise_; vow_ to; vote_ ..3 for|favor|favour|yes; say_ ..1 yes; yes camp; yes to; enforce_; uphold_; driving force; spearhead_
put_ ..2 name to; adopt_; pass_ the|a|it|this; sign_ the|a|it|into|off; sign_ ..2 up; ratify_; enact_; defend_; stand_ ..2 by|behind|firm; fully behind; insist_ on; cheer_; cheered; embrace_; recommend_; recommendation to; ask_ ..2 for; request_; want_; would like; intend_ to; intention to; plan_ to|on; commit_ to; committed to
agree_ to|with|on|that; agreed; float_; raise_ the possibility|prospect|idea|option; suggest_; suggestion that|of; hint_ at; appreciate_; keen on|to; eager to; go_ ..1 ahead; press_ ..1 ahead; forge_ ahead; push_ ..1 ahead; move_ ahead|forward; draw_ up; unveil_; introduce_ the|a; table_ a|the; sponsor_; co-sponsor_; promote_; encourage_; argue_ ..1 for; make_ the case for; champion# of
advocate# of; proponent# of; fan of; enthusiastic about; happy with|to|about; comfortable with; delighted; confident|optimistic that|about; pleased with|by|that; glad; ready to; willing to; willingness to; prepared to; readiness to; side_ with; stand_ up for; rally_ behind; throw_ ..3 weight behind; lend_ ..2 support; give_ ..4 blessing|nod|backing|support|approval|go-ahead|green; green light; green-light_; double_ down on; stick_ to|by|with; celebrate_; thank_ ..5 for
greenlight_; rubber-stamp_; allow_; let_ ..3 go ahead; clear_ the way; pave_ the way; see_ merit; sympathetic to; sympathise_ with; open_ the way; join_ the; hope_ to|for|that; look_ forward to; long_ for; for it; speak_ up for; consider_ the|a|whether|all|any|such|similar|its|their|introducing|imposing|adopting|joining|sending|banning; weigh_; mull_; explore_; could|can ..1 imagine|picture|envisage|conceive
`

/** Says that the thing is bad or leads to harm. */
export const BAD = `
catastrophe#; catastrophic; mistake#; mistaken; error; reprehensible; divisive; prejudiced; bigoted; racist;  hateful; outrageous; appalling; abhorrent; un-american; insulting; not who we are; futile; deplorable; despicable; madness; mad; crazy; insane; insanity; reckless; recklessly; recklessness; dangerous; dangerously; danger# of|to; irresponsible; wrong; wrong-headed; wrongheaded; misguided; illegal; unlawful; unacceptable; inadmissible; intolerable
unthinkable; taboo; unwise; ill-advised; ill-conceived; flawed; unworkable; impractical; unrealistic; impossible; unfeasible; naive; illusion#; illusory; fantasy; escalate_; escalation; escalatory; provocation#; provocative; disaster#; disastrous; trap; betray_; betrayal; folly; absurd; nonsense; ridiculous; laughable; ludicrous
counterproductive; counter-productive; harm_; harmful; unjust; unjustified; unfair; unfounded; unconstitutional; violate_; violation# of; in violation; breach_; breach of; discriminate_; discrimination; discriminatory; protectionism; protectionist; trade war; cold war; immoral; cruel; inhumane; worrying; worrisome; alarming; frivolous
careless; carelessly; hasty; foolish; stupid; idiotic; silly; bluff; censorship; trample_; infringe_; infringement; punish_; punishing; punitive; gift to|for; undermine_; setback; blow to|for; fatal; bad idea|move|decision|news|deal|for|policy|law; terrible; awful; horrible; damage_; damaging; play_ with fire|war; costly; too expensive|costly|much|far; more expensive; dearer; higher prices; price rises
waste of; waste_; sham; farce; inevitable; inevitability; inevitably; consequences; world war; third world war; wwiii; direct|open conflict|war|clash|confrontation|participation|involvement; clash with|between; retaliate_; retaliation; retaliatory; countermeasure#; counter-measure#; legitimate ..1 target#; belligerent; tragic; tragedy; backfire_; nuclear war|conflict
at risk; in no way serve; not in ..1 interest#; against ..2 interest#; necessary measure#|step#|countermeasure#; firmly safeguard; defend_|protect_|safeguard_ ..4 rights|interests; ruin_; ruinous; unavoidable; mean war; war with; go_ to war; drag_ ..4 into; draw_ ..4 into; pull_ ..3 into; prolong_; widen_ the|it; kill_ jobs; job losses; cost_ ..3 jobs|lives|millions|billions; hurt_; hurts; destroy_; destruction of; devastate_; devastating; cripple_; threat to; risk of; risk# to
lose_ ..3 jobs|livelihoods|homes; death knell; slippery slope; overreach; heavy-handed; draconian; power grab; attack on; assault on; discriminates; burden on|for; a burden; undemocratic; authoritarian; dystopian; hypocrisy; hypocritical; scandal; scandalous; shameful; disgrace; disgraceful; insult to; chaos; chaotic; nightmare; crossing ..1 line|rubicon; cross_ ..2 red line; meritless; baseless; groundless; toxic; poison_; deepen_ ..2 crisis; worsen_; worse; exacerbate_; fuel_ ..2
grave consequences; serious consequences; lunacy; have_ no business|place; no place in; suicidal; suicide; self-defeating; shoot_ ..2 foot; half-baked; knee-jerk; rushed; short-sighted; shortsighted; unsustainable; ineffective; will|would|does|do|did not|n't work|help|solve|shorten|change|stop|protect|fix; help_|solve_|protect_|change_|serve_|achieve_|fix_|prove_ nothing|nobody|none|little; no solution; smokescreen; distraction; gimmick; another matter; no sense
`

/** Says that the thing is good or needed. */
export const GOOD = `
right thing|step|decision|move|way|call|choice|time|direction|policy|thing; good idea|step|sign|thing|news|decision|move|policy|for|deal; great idea|step|news|thing; necessary; needed; essential; vital; crucial; important step|to|that; historic; overdue; long overdue; justified; lawful; legitimate; splendid; milestone; only way; deterrent; deterrence
courage; courageous; brave; bold; level playing field; fair competition; long-awaited; entitled to; national security threat|risk|concern#; indispensable; imperative; safer; healthier; cleaner; protect_ our|jobs|workers|people|consumers|residents|patients|children; benefit_; beneficial; benefits of; boost_ ..2; improve_; success; successful; win for|win; victory for; step forward
reasonable; sensible; wise; prudent; fair; proportionate; pragmatic; feasible; realistic; logical; common sense; makes sense; make sense; need_ this|it|these|more; it is|'s time to|for; high time; about time; no alternative; best way|option|chance; save_ lives|jobs|money; popular with; popular among; proud of; game changer; game-changer; opportunity to|for; worthwhile; work_ well; pay_ off; thing of the future; timely; effective; must be kept
should n't be allowed|in; shouldn't be in; must go; has to go; have to go; ought to go
`
