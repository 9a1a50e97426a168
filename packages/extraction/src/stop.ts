import type { NoArticleReason } from './article.ts'
import { type Declared, metaValue } from './metadata/declared.ts'
import { webAddress } from './metadata/host.ts'
import { Mark } from './page/mark.ts'
import { oneLine } from './page/plain.ts'
import type { PageSurvey } from './page/survey-page.ts'
import { isHeading } from './page/tags.ts'

/** What the decision rests on. */
export interface PageImpression {
  survey: PageSurvey
  declared: Declared
  url: string | null
  title: string
  text: string
  /** Mass of the paragraphs that stand together in one container. */
  unity: number
}

/** Why a page is no article; null when it is one. */
export type Stop = { reason: NoArticleReason; detail: string } | null

const challengeWords =
  /\b(?:just a moment|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:human|robot)|attention required|unusual (?:traffic|activity)|pardon our interruption|complete the security check|enable cookies and reload|ddos protection|access to this page has been denied|press (?:and|&) hold|human verification|bot verification|security check(?:point)?|captcha|bist du ein mensch|sind sie ein (?:mensch|roboter)|vérifions que vous êtes humain|confirma que eres humano)\b/i
const errorTitle =
  /^(?:\W{0,3}(?:error|fehler|erreur)?\W{0,4}(?:40[0134]|410|429|50[0234])\b.{0,60}|.{0,40}\b(?:page|seite|artikel|article|content|story|página|pagina|site|file|url)\b.{0,24}\b(?:not found|not available|unavailable|cannot be found|can.t be found|doesn.t exist|does not exist|no longer (?:exists|available)|nicht gefunden|existiert nicht|nicht verfügbar|introuvable|n.existe (?:pas|plus)|no encontrad[ao]|no existe|non trovata)\b.{0,60}|not found|forbidden|access denied|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|something went wrong.{0,30}|(?:oops|ups|hoppla)\b.{0,60}|under maintenance|wartungsarbeiten)$/i
const consentWords =
  /\b(?:we value your privacy|before you continue|your privacy (?:choices|matters)|cookies?|consent|einwilligung|zustimm(?:en|ung)|datenschutzeinstellungen|privatsphäre|tracking|personalisierte werbung|partner (?:verarbeiten|speichern)|vos données|respect de votre vie privée|consentement|traceurs|tu privacidad|consentimiento|rastreo|our \d+ partners|personalised ads|personalized ads|data processing|legitimate interest)\b/i
/** Says that there is more of this very text, for those who pay. */
const lockedWords =
  /(?:subscribe (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading|continue reading (?:with|for|by)|(?:is|only|exclusively|reserved) (?:for|available to) (?:our )?(?:subscribers|members)|subscriber[- ]only|subscribers only|unlock this (?:article|story)|weiterlesen mit|jetzt (?:weiterlesen|freischalten)|diesen artikel (?:weiterlesen|freischalten)|nur für abonnenten|exklusiv für abonnenten|réservé (?:à nos|aux) abonnés|il vous reste .{1,20} à lire|pour lire la suite|exclusivo para (?:suscriptores|socios)|solo para suscriptores|para seguir leyendo|suscríbete para (?:leer|seguir))/i
/** Offers that stand on free pages too: they count inside what calls itself a paywall. */
const offerWords =
  /(?:already a (?:subscriber|member)|start your (?:free )?trial|subscribe now|jetzt abonnieren|bereits abonnent|déjà abonné|abonnez-vous|ya eres suscriptor|suscríbete)/i
const pageFrame = Mark.nav | Mark.foot | Mark.side | Mark.asideTag

const fewChars = 900
const stubChars = 600
const tooFewChars = 140
const tooFewDeclaredChars = 80
const shellChars = 400
const manyLinkedHeadings = 8
/** Teasers stand alone; paragraphs of an article stand together, in at least this many characters. */
const littleUnity = 250
/** Text beside one headline of a list, in characters. */
const longestTeaser = 300

function headings(survey: PageSurvey): string[] {
  const texts = survey.blocks
    .filter(({ container }) => isHeading(container.tag))
    .slice(0, 8)
    .map((block) => block.text)
  return survey.carriers.titleTag === null ? texts : [oneLine(survey.carriers.titleTag), ...texts]
}

function pageText(survey: PageSurvey): string {
  return survey.blocks
    .slice(0, 400)
    .map((block) => block.text)
    .join('\n')
    .slice(0, 20_000)
}

function claimsArticle({ declared }: PageImpression): boolean {
  return declared.data.article !== null || metaValue(declared, 'og:type') === 'article'
}

function findChallenge(page: PageImpression): Stop {
  if (page.text.length > 2 * fewChars || page.declared.data.article) return null
  const said =
    challengeWords.exec(headings(page.survey).join('\n')) ??
    (page.survey.root.chars < 1500 ? challengeWords.exec(pageText(page.survey)) : null)
  return said ? { reason: 'challenge', detail: said[0] } : null
}

function findError(page: PageImpression): Stop {
  if (page.text.length > 2 * fewChars || page.declared.data.article) return null
  const told = headings(page.survey)
    .slice(0, 3)
    .flatMap((line) => [line, line.split(/\s[|–—-]\s/)[0] ?? line])
  const said = told.find((line) => errorTitle.test(line.slice(0, 200)))
  return said === undefined ? null : { reason: 'error-page', detail: said.slice(0, 120) }
}

/** A wall is made of consent text: most of what would be the article, or of the whole page, talks about it. */
function findConsent(page: PageImpression): Stop {
  const { survey, text } = page
  if (text.length > (claimsArticle(page) ? fewChars : 4 * fewChars)) return null
  const lines = text.length > 0 ? text.split('\n\n') : survey.blocks.map((block) => block.text)
  const talking = lines.filter((line) => consentWords.test(line.slice(0, 600)))
  const share = talking.join('').length / Math.max(1, lines.join('').length)
  return talking.length >= 2 && share > 0.5 ? { reason: 'consent', detail: (talking[0] ?? '').slice(0, 120) } : null
}

function isLocked(declared: Declared): boolean {
  const free = declared.data.article?.isAccessibleForFree
  return free === false || (typeof free === 'string' && /^(?:https?:\/\/schema\.org\/)?false$/i.test(free))
}

function paywallPhrase(survey: PageSurvey): string | null {
  for (const { text, container } of survey.blocks) {
    if (container.allMarks & pageFrame || text.length > 400) continue
    const said = lockedWords.exec(text) ?? (container.allMarks & Mark.paywall ? offerWords.exec(text) : null)
    if (said) return said[0]
  }
  return null
}

function findPaywall({ survey, declared, text }: PageImpression): Stop {
  if (text.length > fewChars) return null
  const said = paywallPhrase(survey)
  if (said !== null) return { reason: 'paywalled', detail: said }
  const isDeclared = isLocked(declared) || metaValue(declared, 'article:content_tier') === 'locked'
  return isDeclared && text.length < stubChars ? { reason: 'paywalled', detail: 'declared as not free' } : null
}

/** Links as long as headlines; outside headings, where navigation has them too, it takes three to count as one. */
function countHeadlines(survey: PageSurvey): number {
  const links = survey.blocks.filter(({ linkDensity, text }) => linkDensity > 0.8 && text.length < 200)
  const inHeadings = links.filter(({ container }) => isHeading(container.tag)).length
  const others = links.filter(({ container, text }) => text.length > 20 && !isHeading(container.tag)).length
  return inHeadings + Math.floor(others / 3)
}

function findList({ survey, declared, url, unity, text }: PageImpression): Stop {
  const linked = countHeadlines(survey)
  const detail = `${linked} linked headlines, ${Math.round(unity)} characters of text in one place`
  const isHome = webAddress(url)?.pathname === '/'
  if (isHome && linked >= manyLinkedHeadings / 2 && unity < fewChars)
    return { reason: 'list-page', detail: `home page: ${detail}` }
  if (declared.data.article || metaValue(declared, 'og:type') === 'article') return null
  const isList = linked >= manyLinkedHeadings || (declared.data.isList && linked > 0)
  const isTeasers = unity < littleUnity && text.length < longestTeaser * linked
  return isList && isTeasers ? { reason: 'list-page', detail } : null
}

function findShell({ survey, text }: PageImpression): Stop {
  if (text.length >= tooFewChars || survey.root.chars > shellChars) return null
  return survey.carriers.scriptChars > 500
    ? { reason: 'script-rendered', detail: `${survey.root.chars} characters of text beside scripts` }
    : null
}

function findTooLittle(page: PageImpression): Stop {
  const least = claimsArticle(page) ? tooFewDeclaredChars : tooFewChars
  if (page.text.length >= least) return null
  return { reason: 'not-an-article', detail: `${page.text.length} characters of article text` }
}

/** Decides whether the page is an article, and if not, why. */
export function findStop(page: PageImpression): Stop {
  const checks = [findChallenge, findError, findConsent, findPaywall, findList, findShell, findTooLittle]
  for (const check of checks) {
    const stop = check(page)
    if (stop) return stop
  }
  return null
}
