import { fold } from '../../page/plain.ts'

/** News agencies by the names and letters that they sign with. */
const agencyNames = [
  'AP|Associated Press|The Associated Press|AP News|UPI|United Press International|Bloomberg|Bloomberg News',
  'Reuters|Thomson Reuters|PA|PA Media|Press Association|AAP|Australian Associated Press|The Canadian Press|Canadian Press',
  'AFP|Agence France Presse|AFP Agence France Presse|AFP Relaxnews|Belga|ANP|ATS|Keystone ATS',
  'dpa|Deutsche Presse Agentur|dpa infocom|dpa AFX|dts|epd|KNA|SID|Sport Informations Dienst|APA|SDA|Keystone SDA',
  'ANSA|Adnkronos|AGI|LaPresse|Askanews|Italpress|EFE|Agencia EFE|Europa Press|Colpisa|Servimedia|Lusa|Agência Lusa',
  'Agência Brasil|Estadão Conteúdo|Folhapress|Notimex|Télam|Prensa Latina|PAP|ČTK|TASR|SITA|MTI|Agerpres|BTA|Tanjug|Hina|FENA',
  'NTB|TT|TT Nyhetsbyrån|Ritzau|STT|BNS|LETA|ELTA|AMNA|Anadolu|AA|Anadolu Ajansı|Anadolu Agency|DHA|Demirören Haber Ajansı|İHA',
  'TASS|ТАСС|Interfax|Интерфакс|РИА Новости|RIA Novosti|Ukrinform|Укринформ|Укрінформ|УНІАН|УНИАН|Інтерфакс Україна|Интерфакс Украина',
  'Xinhua|Kyodo|Kyodo News|Jiji|Jiji Press|共同通信|共同|時事通信|時事|Yonhap|연합뉴스|뉴시스|뉴스1|新华社|中央社|CNA',
  'ANI|PTI|Press Trust of India|IANS|UNI|Bernama|Antara|VNA|IRNA|WAM|SPA|MENA|NAN|Tribune News Service',
]
const agencies = new Set(agencyNames.flatMap((row) => row.split('|')).map(fold))

/** Says that others wrote it, and not who. */
const unnamed = new Set(
  'Agencies|News Agencies|Agenturen|Agences|Agence|Agencias|Agenzie|Agências|Agencje|Agenturmaterial|Agenturmeldung|Wire|Wires|Wire Service|Wire Services|Wire Reports'
    .split('|')
    .map(fold),
)

const organisationWord =
  /(?<!\p{L})(?:newsroom|redaktion(?:en)?|rédaction|redacción|redacció|redazione|redação|redactie|redaksjon(?:en)?|redakcja|redakce|редакци[яи]|редакція|editorial (?:board|staff)|staff|team|équipe|equipo|desk|news|agency|agentur|agence|agencia|agência|agenzia|agencja|ajansı|агентство|ltd|inc|llc|kg|press (?:association|trust|agency|service|office|release)|pressestelle|gmbh|verlag|stiftung|magazin|network|online|onlineredaktion|corp|corporation|division|department|university|universität|université|universidad|università|universidade|uniwersytet|університет|университет|institut[eo]?|instytut|інститут|институт)(?!\p{L})|(?<!\p{L})e\. ?v\.|\p{L}redaktion(?!\p{L})/iu
const hostShape =
  /^[\p{L}\d-]{2,40}(?:\.[\p{L}\d-]{2,40}){0,2}\.(?:[a-z]{2}|com|net|org|info|news|media|press|online|blog)$/iu
const agencyAt = /[\s/,|–-]/

/** Whether a name is that of a news agency. */
export function isAgency(name: string): boolean {
  if (agencies.has(fold(name))) return true
  const parts = name.split(agencyAt).filter((part) => part !== '')
  return parts.length > 1 && parts.length < 6 && parts.every((part) => agencies.has(fold(part)))
}

/** Whether this stands for agencies without naming one. */
export function isUnnamedAgency(name: string): boolean {
  return unnamed.has(fold(name))
}

/** Whether a name is that of an agency, a newsroom, a firm or a host, and of no person. */
export function isOrganisation(name: string): boolean {
  return isAgency(name) || organisationWord.test(name) || hostShape.test(name)
}
