/**
 * What one language says around its articles. Every field is a list of phrases; case, punctuation and (in Latin
 * script) accents do not matter.
 *
 * - `share, share this` two phrases
 * - `share this/the article/story` alternatives of one word; an empty one makes the word optional, as in `follow us/`
 * - `sign_up/subscribe now` an underscore joins the words of one alternative
 * - `sign up ... newsletter, inbox` (prompts and offers) a line that opens with the first and goes on to one of the others
 * - `newslett*` (only behind the dots) any word with this beginning
 * - `... all rights reserved` (prompts) a line that ends so
 */
export interface FurnitureWords {
  /** Whole lines, alone or glued together as rows of buttons come out. */
  labels: Labels
  /** Whole lines above lists of other articles: the headlines below them go too. */
  listHeadings: string
  /** Whole lines after which nothing belongs to the article: comment forms, author boxes, guest books. */
  tailHeadings: string
  /** How a line opens that only leads to another article; behind one word, or where a colon is written here, one must stand. */
  leads: string
  /** Sentences that speak to the reader about the outlet. */
  prompts: Prompts
  /** Offers of a subscription or an account; the list of advantages below them goes too. */
  offers: readonly string[]
  /** How a line opens that names where the story comes from, before nothing but names. */
  sources: string
  bylines: {
    /** What stands before the names of who wrote it. */
    openings: string
    /** Words written small between names. */
    joining: string
  }
  dates: {
    /** What stands before the date of publication or change. */
    openings: string
    /** All words that a line of date and time may hold, numbers apart. */
    words: string
  }
  credits: {
    /** What stands before the name of who took a picture. */
    openings: string
    /** Words that make a bracket of names at the end of a line a credit. */
    words: string
  }
  counters: {
    /** What is left of a line that counts or rates once its numbers are taken out. */
    things: string
    /** How a short line opens that holds a number to count, rate or time the article. */
    openings: string
    /** What follows a number above the comments on an article: `thoughts on` its title. */
    discussions: string
  }
}

/** What buttons and labels say, by what they are for. */
interface Labels {
  sharing: string
  comments: string
  adverts: string
  /** Reading on, reading aloud, going elsewhere. */
  reading: string
  media: string
  account: string
  consent: string
  site: string
}

/** Sentences to the reader, by what they want. */
interface Prompts {
  newsletter: readonly string[]
  following: readonly string[]
  donating: readonly string[]
  account: readonly string[]
  commenting: readonly string[]
  consent: readonly string[]
  technical: readonly string[]
  /** Reports of mistakes, and how to reach who wrote it. */
  contact: readonly string[]
  /** Where the text was first, and who else wrote it. */
  origin: readonly string[]
  /** Where to read, hear or see more. */
  elsewhere: readonly string[]
  rights: readonly string[]
  /** Text made by machines, and links that earn money. */
  disclosure: readonly string[]
}
