/** What a container is, read from its tag, role, class and id: one bit each. */
export const Mark = {
  nav: 1 << 0,
  foot: 1 << 1,
  comment: 1 << 2,
  share: 1 << 3,
  related: 1 << 4,
  promo: 1 << 5,
  author: 1 << 6,
  caption: 1 << 7,
  date: 1 << 8,
  tags: 1 << 9,
  title: 1 << 10,
  lead: 1 << 11,
  body: 1 << 12,
  ad: 1 << 13,
  side: 1 << 14,
  offscreen: 1 << 15,
  meta: 1 << 16,
  paywall: 1 << 17,
  embed: 1 << 18,
  box: 1 << 19,
  articleTag: 1 << 20,
  asideTag: 1 << 21,
  figure: 1 << 22,
  form: 1 << 23,
  quote: 1 << 24,
  list: 1 << 25,
  table: 1 << 26,
  headerTag: 1 << 27,
  articleBody: 1 << 28,
  mainTag: 1 << 29,
  consent: 1 << 30,
} as const

const words: [number, string][] = [
  [
    Mark.nav,
    'nav navbar navigation menu breadcrumb breadcrumbs toolbar masthead sitemap pagination pager topbar subnav',
  ],
  [Mark.foot, 'footer copyright legal disclaimer impressum colophon'],
  [
    Mark.comment,
    'comment comments kommentar kommentare kommentarer disqus respond reply replies comentario comentarios commentaire commentaires livefyre',
  ],
  [
    Mark.share,
    'share sharing shares social addthis addtoany sharedaddy teilen compartir partager socials follow sharebar',
  ],
  [
    Mark.related,
    'related relacionadas relacionados relacionado similar recommended recommend recommendation recommendations readmore verwandt verwandte popular trending outbrain taboola teaser teasers recirc recirculation mostread weiterlesen crosslink interlink upnext readnext',
  ],
  [
    Mark.promo,
    'promo promotion newsletter newsletters subscribe subscription signup cta abo abonnement donate donation membership sponsor sponsored popup modal overlay registration login optin mailchimp inscription marketing campaign',
  ],
  [Mark.author, 'author authors byline autor autoren auteur autore bio writer contributor firma profile'],
  [Mark.caption, 'caption captions figcaption bildunterschrift legende legenda imagecredit slideshow lightbox credit'],
  [Mark.date, 'date time timestamp published datum updated fecha dateline pubdate modified'],
  [
    Mark.tags,
    'tag tags keyword keywords topics categories schlagwort schlagworte etiquetas hashtag hashtags kicker rubric',
  ],
  [Mark.title, 'title headline titel titulo titre'],
  [
    Mark.lead,
    'lead lede intro standfirst dek deck subtitle subheadline subhead summary excerpt vorspann abstract description chapo ingress entradilla introduction',
  ],
  [
    Mark.body,
    'body content article entry post story text artikel articulo texte contenido inhalt articlebody storybody prose richtext cuerpo corpo copy',
  ],
  [Mark.ad, 'ad ads advert advertisement advertising werbung anzeige adsense dfp gpt publicidad adbox adslot'],
  [Mark.side, 'sidebar aside rail secondary sidecol rightcol complementary seitenleiste'],
  [Mark.offscreen, 'screenreader visuallyhidden offscreen noprint'],
  [Mark.meta, 'meta metadata postmeta entrymeta tools actions buttons toolbar'],
  [Mark.paywall, 'paywall premium regwall piano metered'],
  [Mark.embed, 'embed embedded tweet instagram tiktok oembed externalcontent twitter'],
  [Mark.box, 'infobox factbox faktbox inset callout pullquote poll quiz rating ratings toc'],
  [Mark.consent, 'cookie cookies consent gdpr cmp onetrust cookiebanner'],
]

const glued: [string, number][] = [
  ['articlebody', Mark.body],
  ['articlecontent', Mark.body],
  ['storybody', Mark.body],
  ['newsletter', Mark.promo],
  ['subscri', Mark.promo],
  ['comment', Mark.comment],
  ['kommentar', Mark.comment],
  ['disqus', Mark.comment],
  ['related', Mark.related],
  ['recommend', Mark.related],
  ['caption', Mark.caption],
  ['sharing', Mark.share],
  ['sidebar', Mark.side],
  ['footer', Mark.foot],
  ['breadcrumb', Mark.nav],
  ['navigation', Mark.nav],
  ['byline', Mark.author],
  ['authorname', Mark.author],
  ['advert', Mark.ad],
  ['cookie', Mark.consent],
]

const byWord = new Map<string, number>()
for (const [mark, list] of words) {
  for (const word of list.split(' ')) byWord.set(word, (byWord.get(word) ?? 0) | mark)
}

/** A class such as `has-comments` or `no-sidebar` tells about the page, not about the container that carries it. */
const modifier = /^(?:has|no|with|without|is|js|hide|show|not)[-_]/

function marksOfToken(token: string): number {
  if (modifier.test(token)) return 0
  const spaced = token.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  let marks = 0
  for (const word of spaced.split(/[^\p{L}]+/u)) {
    if (word.length < 2) continue
    const known = byWord.get(word)
    if (known !== undefined) marks |= known
    else if (word.length > 6) for (const [part, mark] of glued) if (word.includes(part)) marks |= mark
  }
  return marks
}

const screenReader = /(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|hidden-visually)(?:$|[\s_-])/i
const maxNameLength = 300

/** Class names repeat within and between pages; forgetting them all at this size keeps memory bounded. */
const maxRemembered = 20_000
const remembered = new Map<string, number>()

/** Marks of a class or id attribute, from generic words in several languages. */
function marksOfNames(names: string): number {
  const value = names.slice(0, maxNameLength)
  const known = remembered.get(value)
  if (known !== undefined) return known
  let marks = screenReader.test(value) ? Mark.offscreen : 0
  for (const token of value.split(/\s+/)) if (token) marks |= marksOfToken(token)
  // "social" beside "embed" is a post that the article quotes, not a row of share buttons.
  if (marks & Mark.embed) marks &= ~Mark.share
  if (remembered.size >= maxRemembered) remembered.clear()
  remembered.set(value, marks)
  return marks
}

const tagMarks: Record<string, number> = {
  nav: Mark.nav,
  menu: Mark.nav,
  footer: Mark.foot,
  aside: Mark.asideTag,
  article: Mark.articleTag,
  main: Mark.mainTag,
  figure: Mark.figure,
  figcaption: Mark.figure | Mark.caption,
  picture: Mark.figure,
  form: Mark.form,
  fieldset: Mark.form,
  button: Mark.form,
  label: Mark.form,
  blockquote: Mark.quote,
  ul: Mark.list,
  ol: Mark.list,
  dl: Mark.list,
  table: Mark.table,
  header: Mark.headerTag,
  dialog: Mark.promo,
}

const roleMarks: Record<string, number> = {
  navigation: Mark.nav,
  contentinfo: Mark.foot,
  complementary: Mark.asideTag,
  banner: Mark.nav,
  main: Mark.mainTag,
  dialog: Mark.promo,
  alertdialog: Mark.promo,
  menu: Mark.nav,
  menubar: Mark.nav,
  search: Mark.form,
}

/** Tags whose class speaks of the whole page. */
const pageWide = new Set(['html', 'body', 'main'])

/** All marks of one element. */
export function marksOfElement(tag: string, attributes: Record<string, string>): number {
  let marks = Object.hasOwn(tagMarks, tag) ? (tagMarks[tag] ?? 0) : 0
  const { class: className, id, role, itemprop } = attributes
  if (!pageWide.has(tag)) {
    if (className) marks |= marksOfNames(className)
    if (id) marks |= marksOfNames(id)
  }
  if (role && Object.hasOwn(roleMarks, role)) marks |= roleMarks[role] ?? 0
  if (itemprop === 'articleBody') marks |= Mark.articleBody
  else if (itemprop) marks |= marksOfNames(itemprop) & ~Mark.body
  const testId = attributes['data-testid'] ?? attributes['data-component']
  if (testId) marks |= marksOfNames(testId)
  return marks
}
