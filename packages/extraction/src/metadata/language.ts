import { eld } from 'eld/small'
import type { PageSurvey } from '../page/survey-page.ts'
import { type Declared, findInArticle, findMeta } from './declared.ts'
import { type Found, firstFound } from './found.ts'
import { languageByWords } from './rare-languages.ts'

/** Codes that are written otherwise than ISO 639-1 has them today, or name a variety of one language. */
const sameLanguage: Record<string, string> = {
  nb: 'no',
  nn: 'no',
  iw: 'he',
  in: 'id',
  ji: 'yi',
  eng: 'en',
  deu: 'de',
  ger: 'de',
  fra: 'fr',
  fre: 'fr',
  spa: 'es',
  ita: 'it',
  por: 'pt',
  nld: 'nl',
  dut: 'nl',
  pol: 'pl',
  rus: 'ru',
  ukr: 'uk',
  swe: 'sv',
  dan: 'da',
  nor: 'no',
  fin: 'fi',
  tur: 'tr',
  jpn: 'ja',
  kor: 'ko',
  zho: 'zh',
  chi: 'zh',
  ara: 'ar',
}

const minDetectLength = 60
const sureLength = 300

/** ISO 639-1 code of a declared language such as `de-AT` or `en_US`, or null. */
function languageCode(declared: string | null): string | null {
  const code = /^\s*([a-z]{2,3})(?=$|[-_;,\s])/i.exec(declared?.slice(0, 40) ?? '')?.[1]?.toLowerCase()
  if (code === undefined) return null
  return sameLanguage[code] ?? (code.length === 2 ? code : null)
}

/** Language of a text by its letter sequences, else by its most frequent words; `isSure` when text and margin are long enough to overrule a declaration. */
export function detectLanguage(text: string): { language: string; isSure: boolean } | null {
  if (text.length < minDetectLength) return null
  const found = eld.detect(text.slice(0, 1000))
  const rare = found.isReliable() ? null : languageByWords(text)
  if (rare !== null) return { language: rare, isSure: text.length >= sureLength }
  const language = languageCode(found.language)
  return language === null ? null : { language, isSure: text.length >= sureLength && found.isReliable() }
}

/** What page templates ship with when nobody sets a language. */
const templateDefault = 'en'

function asLanguage(found: Found<string> | null): Found<string> | null {
  const code = found ? languageCode(found.value) : null
  return found && code !== null ? { value: code, from: found.from } : null
}

function declaredLanguage(survey: PageSurvey, declared: Declared): Found<string> | null {
  const { language } = survey.carriers
  return firstFound([
    () => asLanguage(language === null ? null : { value: language, from: 'html:lang' }),
    () => asLanguage(findMeta(declared, 'content-language')),
    () => asLanguage(findMeta(declared, 'language')),
    () => asLanguage(findInArticle(declared, 'inLanguage')),
    () => asLanguage(findMeta(declared, 'og:locale')),
  ])
}

/** The article's language: as declared, unless nothing or only a template's default is declared and the text says otherwise. */
export function readLanguage(survey: PageSurvey, declared: Declared, text: string): Found<string> | null {
  const stated = declaredLanguage(survey, declared)
  if (stated !== null && stated.value !== templateDefault) return stated
  const detected = detectLanguage(text)
  if (detected === null || (stated !== null && (!detected.isSure || detected.language === stated.value))) return stated
  return { value: detected.language, from: 'detected' }
}
