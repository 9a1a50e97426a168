import { eld } from 'eld/small'
import type { PageSurvey } from '../page/survey-page.ts'
import { type Declared, metaValue } from './declared.ts'
import { articleText } from './linked-data.ts'

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

/** Language of a text by its letter sequences; `isSure` when text and margin are long enough to overrule a declaration. */
export function detectLanguage(text: string): { language: string; isSure: boolean } | null {
  if (text.length < minDetectLength) return null
  const found = eld.detect(text.slice(0, 1000))
  const language = languageCode(found.language)
  return language === null ? null : { language, isSure: text.length >= sureLength && found.isReliable() }
}

/** What page templates ship with when nobody sets a language. */
const templateDefault = 'en'

/** The article's language: as declared, unless nothing or only a template's default is declared and the text says otherwise. */
export function readLanguage(survey: PageSurvey, declared: Declared, text: string): string | null {
  const ofPage =
    languageCode(survey.carriers.language) ?? languageCode(metaValue(declared, 'content-language', 'language'))
  const stated =
    ofPage ?? languageCode(articleText(declared.data, 'inLanguage')) ?? languageCode(metaValue(declared, 'og:locale'))
  if (stated !== null && stated !== templateDefault) return stated
  const detected = detectLanguage(text)
  if (stated === null) return detected?.language ?? null
  return detected?.isSure ? detected.language : stated
}
