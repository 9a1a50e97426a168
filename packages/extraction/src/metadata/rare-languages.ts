import { wordsOf } from '../page/plain.ts'

/** Frequent words of languages that letter sequences are not known for; each stands in one row. */
const functionWords: Record<string, string> = {
  zu: 'ukuthi futhi uma ngoba noma lapho kuthiwa uthe bathi kusho okuthiwa nokuthi manje lokhu ngesikhathi uthi leli lesi kuleli',
  xh: 'ukuba kwaye kunye okanye xa ngokuba utshilo kwakhona ngoku oku abantu kuba kananjalo wathi xa phantsi',
  st: 'hore mme empa hape joalo haholo kapa batho hobane tsena moo ntho neng teng ebile',
  sw: 'kwa na ya wa ni katika hii kuwa baada lakini pia alisema watu hiyo kwamba wakati',
  cy: 'yn mae yr ond hefyd wedi ei gan bod fod oedd dywedodd sydd hynny rhai',
  ga: 'agus tá bhí ar an na leis ach seo dúirt chun mar níos sin faoi',
  so: 'iyo waa waxaa ka ku oo ah ayaa uu lagu badan inay sheegay kale dadka',
  mt: 'li u ta fil kien mhux qal dan din wkoll minn dwar għal tal kienet',
}

const sampleChars = 3000
const leastDistinct = 4
const leastShare = 0.06

const rows = Object.entries(functionWords).map(([language, words]) => ({ language, words: new Set(words.split(' ')) }))

/** Language of a text by its most frequent words, among few languages; null when none is clear. */
export function languageByWords(text: string): string | null {
  const words = wordsOf(text.slice(0, sampleChars))
  const ranked = rows
    .map((row) => ({ language: row.language, hits: words.filter((word) => row.words.has(word)) }))
    .toSorted((a, b) => b.hits.length - a.hits.length)
  const [best] = ranked
  if (!best || new Set(best.hits).size < leastDistinct || best.hits.length < leastShare * words.length) return null
  return best.language
}
