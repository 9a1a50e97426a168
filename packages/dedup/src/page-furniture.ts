import { foldWord } from './hash.ts'

/** Words by which a page speaks to its reader: subscriptions, sharing, rights, navigation, and the address itself. */
const furnitureWords: ReadonlySet<string> = new Set(
  `you your yours our ours us we please thank thanks
  subscribe subscribing subscription subscriber newsletter inbox sign signup register registered login log account member membership free trial journalism
  newsroom editor staff contact advertise advertisement advertising sponsored promoted
  copyright rights reserved terms conditions privacy policy cookie cookies permission trademark redistributed rewritten broadcast republished syndicated
  share sharing follow like facebook twitter instagram whatsapp linkedin telegram email app download
  comment comments commenting post posted published updated article articles story stories read reading reader readers more related listen watch video
  photo gallery home menu homepage latest headlines breaking click tap link min`.split(/\s+/),
)

const minWords = 3
const minShare = 0.2
/** What is looked at: a longer passage is no footer. */
const maxLength = 1_500

/** True for a passage of English that belongs to the page and not to the article: two sites share it because they share a template. */
export function isPageFurniture(passage: string): boolean {
  if (passage.length > maxLength) return false
  const words = passage.match(/[\p{L}\p{N}]{1,40}/gu) ?? []
  const told = words.filter((word) => furnitureWords.has(foldWord(word))).length
  return told >= minWords && told >= minShare * words.length
}
