type Redirector = {
  /** The host, or its end after a dot. */
  readonly host: RegExp
  /** Where on the host the wrapper answers. */
  readonly path: RegExp
  /** The parameters of which the first present one holds the wrapped address. */
  readonly parameters: readonly string[]
}

const at = (host: RegExp, path: RegExp, ...parameters: string[]): Redirector => ({ host, path, parameters })

/** Addresses whose query names another address: search results, sharing buttons, mail filters, exit pages. */
const byParameter: readonly Redirector[] = [
  at(/(?:^|\.)google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, /^\/(?:url|imgres|news\/url)$/, 'url', 'q', 'imgrefurl'),
  at(/^feedproxy\.google\.com$/, /^\//, 'url'),
  at(/^googleweblight\.com$/, /^\//, 'lite_url', 'u'),
  at(/(?:^|\.)bing\.com$/, /apiclick/i, 'url'),
  at(/(?:^|\.)duckduckgo\.com$/, /^\/l\/?$/, 'uddg'),
  at(/(?:^|\.)(?:facebook|instagram|threads)\.(?:com|net)$/, /^\/(?:l\.php|l|flx\/warn\/?|)$/, 'u'),
  at(/^l\.(?:facebook|instagram|threads)\.(?:com|net)$/, /^\//, 'u'),
  at(/(?:^|\.)facebook\.com$/, /^\/(?:sharer|sharer\.php|sharer\/sharer\.php|dialog\/share|share\.php)$/, 'u', 'href'),
  at(/(?:^|\.)(?:twitter|x)\.com$/, /^\/(?:intent\/tweet|intent\/post|share|home)$/, 'url'),
  at(
    /(?:^|\.)linkedin\.com$/,
    /^\/(?:redir\/redirect|redirect|sharearticle|sharing\/share-offsite|safety\/go)\/?$/i,
    'url',
  ),
  at(/^out\.reddit\.com$/, /^\//, 'url'),
  at(/(?:^|\.)reddit\.com$/, /^\/submit$/, 'url'),
  at(/^(?:t\.umblr\.com|href\.tumblr\.com)$/, /^\//, 'z'),
  at(/(?:^|\.)youtube\.com$/, /^\/redirect$/, 'q'),
  at(/(?:^|\.)(?:vk\.com|vkontakte\.ru)$/, /^\/away\.php$/, 'to'),
  at(/(?:^|\.)ok\.ru$/, /^\/dk$/, 'st.link'),
  at(/^disq\.us$/, /^\/url$/, 'url'),
  at(/^getpocket\.com$/, /^\/(?:redirect|edit|save)$/, 'url'),
  at(/^slack-redir\.net$/, /^\/link$/, 'url'),
  at(/(?:^|\.)steamcommunity\.com$/, /^\/linkfilter\/?$/, 'u', 'url'),
  at(/(?:^|\.)safelinks\.protection\.outlook\.com$/, /^\//, 'url'),
  at(/^urldefense\.proofpoint\.com$/, /^\/v1\//, 'u'),
  at(/^(?:go\.redirectingat\.com|go\.skimresources\.com)$/, /^\//, 'url'),
  at(/^click\.linksynergy\.com$/, /^\//, 'murl'),
  at(/^(?:exit\.sc|outgoing\.mastodon\.social|12ft\.io|removepaywall\.com)$/, /^\/(?:proxy|search|)$/, 'url', 'q'),
  at(/(?:^|\.)pinterest\.com$/, /^\/pin\/create\/(?:button|link)\/?$/, 'url'),
  at(/(?:^|\.)flipboard\.com$/, /^\/(?:redirect|bookmarklet\/popout)$/, 'url'),
  at(/^(?:api\.whatsapp|wa)\.(?:com|me)$/, /^\/send$/, 'url'),
  at(/^(?:t|telegram)\.me$/, /^\/(?:share\/url|iv)$/, 'url'),
  at(/^(?:lnkd|www\.inoreader|feedly)\.(?:in|com)$/, /^\/(?:redirect|safety\/go)$/, 'url'),
]

/** Addresses whose path names another address; group 1 is that address, with or without its scheme. */
const byPath: readonly { readonly host: RegExp; readonly path: RegExp; readonly scheme: string }[] = [
  { host: /(?:^|\.)google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, path: /^\/amp\/s\/(.+)$/, scheme: 'https://' },
  { host: /(?:^|\.)google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, path: /^\/amp\/(.+)$/, scheme: 'http://' },
  { host: /(?:^|\.)bing-amp\.com$/, path: /^\/[a-z]\/s\/(.+)$/, scheme: 'https://' },
  { host: /(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$/, path: /^\/[a-z]{1,3}\/s\/(.+)$/, scheme: 'https://' },
  { host: /(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$/, path: /^\/[a-z]{1,3}\/(.+)$/, scheme: 'http://' },
  { host: /^r\.search\.yahoo\.com$/, path: /\/RU=([^/]+)/, scheme: '' },
  { host: /^web\.archive\.org$/, path: /^\/web\/[0-9*]{1,20}(?:[a-z]{2}_)?\/(.+)$/, scheme: 'http://' },
  {
    host: /^archive\.(?:today|ph|is|li|md|vn|fo)$/,
    path: /^\/(?:newest|oldest|o\/[A-Za-z0-9]{1,8}|[0-9.-]{4,20})\/(.+)$/,
    scheme: 'http://',
  },
  { host: /^outgoing\.prod\.webservices\.mozgcp\.net$/, path: /\/(https?(?::|%3a).+)$/i, scheme: '' },
  { host: /^(?:12ft\.io|r\.jina\.ai|outline\.com|archive\.org\/wayback)$/, path: /^\/(https?:.+)$/i, scheme: '' },
  { host: /^urldefense\.com$/, path: /^\/v3\/__(.+?)__;/, scheme: '' },
  {
    host: /^(?:href\.li|anonym\.to|nullrefer\.com|dereferer\.me|hidereferrer\.com)$/,
    path: /^\/\?(https?:.+)$/i,
    scheme: '',
  },
]

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The wrapped address, made absolute; null unless it names a host. */
function absolute(target: string, scheme: string): string | null {
  const plain = /^https?%3a/i.test(target) ? decoded(target) : target
  // Path-wrapped addresses lose one of their two slashes where a server folds doubled slashes.
  const repaired = plain.replace(/^(https?):\/{1,3}/i, '$1://')
  if (/^https?:\/\/[^/]/i.test(repaired)) return repaired
  return scheme !== '' && /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:[:/?]|$)/.test(repaired) ? scheme + repaired : null
}

function fromPath(url: URL): string | null {
  const rest = url.pathname + url.search
  for (const rule of byPath) {
    if (!rule.host.test(url.hostname)) continue
    const target = rule.path.exec(rest)?.[1]
    const found = target === undefined ? null : absolute(target, rule.scheme)
    if (found !== null) return found
  }
  return null
}

/** The address that a search result, sharing button, cache, archive or mail filter leads to, or null where the address is its own. */
export function wrappedUrl(url: URL): string | null {
  for (const rule of byParameter) {
    if (!rule.host.test(url.hostname) || !rule.path.test(url.pathname)) continue
    for (const name of rule.parameters) {
      const found = absolute(url.searchParams.get(name) ?? '', '')
      if (found !== null) return found
    }
  }
  return fromPath(url)
}
