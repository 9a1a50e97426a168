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
  lead: 1 << 10,
  ad: 1 << 11,
  side: 1 << 12,
  offscreen: 1 << 13,
  meta: 1 << 14,
  paywall: 1 << 15,
  embed: 1 << 16,
  box: 1 << 17,
  asideTag: 1 << 18,
  figure: 1 << 19,
  form: 1 << 20,
  quote: 1 << 21,
  articleBody: 1 << 22,
  consent: 1 << 23,
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
  [
    Mark.lead,
    'lead lede intro standfirst dek deck subtitle subheadline subhead summary excerpt vorspann abstract description chapo ingress entradilla introduction',
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

const anyGlued = new RegExp(glued.map(([part]) => part).join('|'))

/** A class such as `has-comments` or `no-sidebar` tells about the page, not about the container that carries it. */
const modifier = /^(?:has|no|with|without|is|js|hide|show|not)[-_]/

function gluedIn(word: string): number {
  return glued.reduce((marks, [part, mark]) => (word.includes(part) ? marks | mark : marks), 0)
}

function marksOfToken(token: string): number {
  if (modifier.test(token)) return 0
  const spaced = token.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  let marks = 0
  for (const word of spaced.split(/[^a-z]+/)) {
    if (word.length < 2) continue
    const known = byWord.get(word)
    if (known !== undefined) marks |= known
    else if (word.length > 6 && anyGlued.test(word)) marks |= gluedIn(word)
  }
  return marks
}

const screenReader = /(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|hidden-visually)(?:$|[\s_-])/i
const maxNameLength = 300

const tagMarks: Record<string, number> = {
  nav: Mark.nav,
  menu: Mark.nav,
  footer: Mark.foot,
  aside: Mark.asideTag,
  figure: Mark.figure,
  figcaption: Mark.figure | Mark.caption,
  picture: Mark.figure,
  form: Mark.form,
  fieldset: Mark.form,
  button: Mark.form,
  label: Mark.form,
  blockquote: Mark.quote,
  dialog: Mark.promo,
}

const roleMarks: Record<string, number> = {
  navigation: Mark.nav,
  contentinfo: Mark.foot,
  complementary: Mark.asideTag,
  banner: Mark.nav,
  dialog: Mark.promo,
  alertdialog: Mark.promo,
  menu: Mark.nav,
  menubar: Mark.nav,
  search: Mark.form,
}

/** Tags whose class speaks of the whole page. */
const pageWide = new Set(['html', 'body', 'main'])

/**
 * Reads the marks of elements from tag, role, class, id and itemprop, by generic words in several languages. One reader
 * serves one page: it remembers the class names of that page, which repeat, and nothing beyond it.
 */
export class MarkReader {
  private readonly remembered = new Map<string, number>()
  private readonly tokens = new Map<string, number>()

  marksOf(tag: string, attributes: Record<string, string>): number {
    let marks = Object.hasOwn(tagMarks, tag) ? (tagMarks[tag] ?? 0) : 0
    const { class: className, id, role, itemprop } = attributes
    if (!pageWide.has(tag)) marks |= this.ofNames(className) | this.ofNames(id)
    if (role && Object.hasOwn(roleMarks, role)) marks |= roleMarks[role] ?? 0
    marks |= itemprop === 'articleBody' ? Mark.articleBody : this.ofNames(itemprop)
    return marks | this.ofNames(attributes['data-testid'] ?? attributes['data-component'])
  }

  private ofNames(names: string | undefined): number {
    if (!names) return 0
    const value = names.slice(0, maxNameLength)
    const known = this.remembered.get(value)
    if (known !== undefined) return known
    const marks = this.readNames(value)
    this.remembered.set(value, marks)
    return marks
  }

  private readNames(names: string): number {
    let marks = screenReader.test(names) ? Mark.offscreen : 0
    for (const token of names.split(/\s+/)) if (token) marks |= this.ofToken(token)
    // "social" beside "embed" is a post that the article quotes, not a row of share buttons.
    return marks & Mark.embed ? marks & ~Mark.share : marks
  }

  private ofToken(token: string): number {
    const known = this.tokens.get(token)
    if (known !== undefined) return known
    const marks = marksOfToken(token)
    this.tokens.set(token, marks)
    return marks
  }
}
