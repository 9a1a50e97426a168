import { classified, entry, position } from '@stancewire/read-model/test'

type Entry = ReturnType<typeof entry>
type Stance = 'support' | 'mixed' | 'oppose'
type Speaker = {
  readonly name: string
  readonly type?: 'person' | 'organisation' | 'group' | 'country'
  readonly affiliation?: string
  /** What they say, from the first time to the last. */
  readonly says: readonly Stance[]
}

const dayMs = 86_400_000
const spanDays = 420
const outlets = [
  ...['Valley Courier', 'Northern Post', 'Harbour Tribune', 'The Junction', 'Evening Signal', 'Lakeside Radio'],
  ...['Mountain Herald', 'Rail & Road Weekly'],
]

const [s, m, o] = ['support', 'mixed', 'oppose'] as const
const speakers: readonly Speaker[] = [
  { name: 'Ingrid Solheim', affiliation: 'Ministry of Transport', says: [m, m, s, s, s, s, s] },
  { name: 'Tomas Varga', affiliation: 'Valley Railway', says: [o, o, o, m, m, s] },
  { name: 'Elena Marchetti', affiliation: 'Green List', says: [s, s, s, s, s, s, s, s] },
  { name: 'Rupert Haldane', affiliation: 'Citizens for Quiet Nights', says: [o, o, o, o, o] },
  { name: 'Mayor Anneli Koskinen', affiliation: 'Town of Upper Ness', says: [s, s, m, o, o] },
  { name: 'Valley Chamber of Commerce', type: 'organisation', says: [m, s, s, s] },
  { name: 'Union of Train Crews', type: 'organisation', says: [o, o, m, m, m] },
  { name: 'Residents of Mill Lane', type: 'group', says: [o, o, o] },
  { name: 'Passenger Forum', type: 'organisation', says: [s, s, s, s, s] },
  { name: 'Jonas Petrauskas', affiliation: 'Liberal Alliance', says: [s, m, m] },
  { name: 'Miriam Oyelaran', affiliation: 'Institute for Transport Economics', says: [m, m, m, m] },
  { name: 'Henrik Brandvold', affiliation: 'Rural Party', says: [o, o, m, o, o, o] },
  { name: 'Hoteliers’ Association', type: 'organisation', says: [s, s, s] },
  { name: 'Petra Lindqvist', affiliation: 'Valley Railway', says: [m, s, s] },
  { name: 'Canton of Low Ness', type: 'organisation', says: [o, m, s] },
  { name: 'Dr. Samuel Achterberg', affiliation: 'University of the Fells', says: [m, o] },
  { name: 'Youth Council', type: 'group', says: [s, s] },
  { name: 'Federation of Freight Carriers', type: 'organisation', says: [o, o, o, o] },
  { name: 'Lucia Ferrante', affiliation: 'Green List', says: [s, s] },
  { name: 'Oskar Nyholm', affiliation: 'Ministry of Finance', says: [o, o, m] },
  { name: 'Night Owls on Rails', type: 'group', says: [s] },
  { name: 'Commuters of the Fells', type: 'group', says: [m] },
  { name: 'Birgit Aasen', affiliation: 'Rural Party', says: [o, o] },
  { name: 'Norvania', type: 'country', says: [s, s] },
]

const words: Readonly<Record<Stance, readonly string[]>> = {
  support: [
    'the night trains must come back, and they must come back this winter',
    'a valley without a train after ten at night is a valley that people leave',
    'we will run night trains as soon as the carriages are here',
    'every study we have asked for says that the night trains would be full',
    'there is no good reason left to wait with the night trains',
    'I would rather pay for a sleeping car than for another lane of road',
  ],
  mixed: [
    'night trains are welcome on weekends, but nobody has shown who pays for the rest of the week',
    'we could live with a trial, provided that the freight trains keep their slots',
    'the idea is right and the timetable is wrong',
    'before we say yes to night trains we want to see the noise measured',
  ],
  oppose: [
    'night trains would cost us forty million a year and take our sleep as well',
    'there will be no night trains through this town as long as I have a say in it',
    'the line needs its nights for repairs, not for empty sleeping cars',
    'nobody who lives beside the track was asked, and nobody agrees',
    'these trains are a gift to tourists, paid for by the valley',
  ],
}

const before = [
  'At a crowded meeting in the old engine shed on Tuesday, {who} said that ',
  'Asked by this newspaper whether the plan still stood, {who} answered that ',
  'In a letter to the regional assembly, {who} wrote that ',
  '“Let me be clear,” {who} told reporters on the platform: ',
]
const after = [
  ', and the hall applauded for a while.',
  ', a position that surprised few.',
  '.',
  ', without naming a date.',
]
const titles = [
  'Night trains: the valley waits for an answer',
  'A timetable that divides the valley',
  'Who pays for the sleeping cars?',
  'Assembly talks past midnight about trains past midnight',
  'Letters, studies and a very old engine shed',
  'The carriages exist, the money does not',
]

const pick = <T>(list: readonly T[], seed: number): T => list[((seed * 2_654_435_761) >>> 0) % list.length] as T
const modes = ['direct_quote', 'direct_quote', 'indirect', 'direct_quote', 'narrated'] as const

/** More than a year of articles on night trains, the last an hour before `endMs`: many holders, some of whom move, each heard in a sentence. */
export function topicHistory(endMs: number): Entry[] {
  const said = speakers.flatMap((speaker, who) =>
    speaker.says.flatMap((stance, nth) => echoes(speaker, stance, who, nth)),
  )
  return said.toSorted((a, b) => b.daysAgo - a.daysAgo).map((one, at) => articleOf(one, at, endMs))
}

/** Something that was said, and told by some other outlets in the days after. */
function echoes(speaker: Speaker, stance: Stance, who: number, nth: number): Said[] {
  const first = daysAgo(who, nth, speaker)
  const count = 1 + ((who * 5 + nth * 3) % 4)
  return Array.from({ length: count }, (_, echo) => ({
    ...{ speaker, stance, seed: who * 31 + nth * 7 + echo * 101 },
    daysAgo: Math.max(0.05, first - echo * 1.3),
  }))
}

/** Evenly over the span, each holder at a pace of their own; the latest statements are of the last weeks. */
function daysAgo(who: number, nth: number, { says }: Speaker): number {
  const last = ((who * 37) % 90) * (who % 5 === 4 ? 2.5 : 0.6)
  const step = (spanDays - last - ((who * 13) % 60)) / Math.max(1, says.length)
  return Math.max(0.05, last + (says.length - 1 - nth) * step + ((who * 17 + nth * 11) % 9))
}

type Said = { readonly speaker: Speaker; readonly stance: Stance; readonly seed: number; readonly daysAgo: number }

function articleOf({ speaker, stance, seed, daysAgo: ago }: Said, at: number, endMs: number): Entry {
  const quote = pick(words[stance], seed)
  const lead = pick(before, seed + 3).replace('{who}', speaker.name)
  const text = `The question of the night came up again. ${lead}${quote}${pick(after, seed + 5)} The next session is in a fortnight.`
  const start = text.indexOf(quote)
  const publishedAt = new Date(endMs - ago * dayMs - 3_600_000).toISOString()
  const one = position(speaker.name, stance, {
    ...{ holderType: speaker.type ?? 'person', affiliation: speaker.affiliation ?? null, quote, start },
    ...{ end: start + quote.length, attribution: pick(modes, seed), confidence: 0.55 + ((seed * 13) % 44) / 100 },
    strength: seed % 3 === 0 ? 'weak' : 'strong',
  })
  const event = classified(`night-${at}`, {
    ...{ topic: 'night-trains', publishedAt, outlet: pick(outlets, seed + at), title: pick(titles, seed) },
    positions: [one],
  })
  return entry(fetchedAt(event, publishedAt), text)
}

function fetchedAt(event: Parameters<typeof entry>[0], publishedAt: string): Parameters<typeof entry>[0] {
  if (event.type !== 'article.classified') return event
  return { ...event, data: { ...event.data, fetchedAt: new Date(Date.parse(publishedAt) + 600_000).toISOString() } }
}

/** Markup where names, titles and words stand. */
export const markup = '<img src=x onerror="document.title=\'taken\'">'

/** An article in which everything that comes from outside is markup. */
export function hostileArticle(endMs: number): Entry {
  const text = `It rained. ${markup} said nothing new.`
  const event = classified('hostile', {
    ...{ topic: 'night-trains', publishedAt: new Date(endMs - dayMs).toISOString() },
    ...{ outlet: `${markup} Times`, title: `${markup} at the station` },
    positions: [
      position(`${markup} Smith`, 'oppose', {
        ...{ affiliation: `${markup} & Sons`, quote: markup, start: 11, end: 11 + markup.length },
      }),
    ],
  })
  return entry(fetchedAt(event, new Date(endMs - dayMs).toISOString()), text)
}
