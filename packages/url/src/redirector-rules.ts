/** An address whose query names another address. */
type ByParameter = {
  /** The host, or its end after a dot. */
  readonly host: RegExp
  /** Where on the host the wrapper answers. */
  readonly path: RegExp
  /** The parameters of which the first that holds an address names the article. */
  readonly parameters: readonly string[]
}

/** An address whose path names another address in group 1 of `path`, which is matched against path and query. */
type ByPath = {
  readonly host: RegExp
  readonly path: RegExp
  /** Put in front of an address without a scheme; empty where it has to have one. */
  readonly scheme: string
}

const at = (host: RegExp, path: RegExp, ...parameters: string[]): ByParameter => ({ host, path, parameters })

const google = /(?:^|\.)google\.[a-z]{2,3}(?:\.[a-z]{2})?$/
const facebook = /(?:^|\.)facebook\.com$/
const ampCache = /(?:^|\.)(?:cdn\.ampproject\.org|bing-amp\.com)$/
const anywhere = /^\//

/** Search results, sharing buttons, mail filters, exit pages, affiliate links. */
export const redirectorsByParameter: readonly ByParameter[] = [
  at(google, /^\/(?:url|imgres|news\/url)$/, 'url', 'q', 'imgrefurl'),
  at(/^feedproxy\.google\.com$/, anywhere, 'url'),
  at(/^googleweblight\.com$/, anywhere, 'lite_url', 'u'),
  at(/(?:^|\.)bing\.com$/, /apiclick/i, 'url'),
  at(/(?:^|\.)duckduckgo\.com$/, /^\/l\/?$/, 'uddg'),
  at(/^lm?\.(?:facebook|instagram|threads)\.(?:com|net)$/, anywhere, 'u'),
  at(facebook, /^\/(?:l\.php|flx\/warn\/?)$/, 'u'),
  at(facebook, /^\/(?:sharer(?:\/sharer)?(?:\.php)?|share\.php|dialog\/share)$/, 'u', 'href'),
  at(/(?:^|\.)(?:twitter|x)\.com$/, /^\/(?:intent\/(?:tweet|post)|share)$/, 'url'),
  at(
    /(?:^|\.)linkedin\.com$/,
    /^\/(?:redir\/redirect|redirect|sharearticle|sharing\/share-offsite|safety\/go)\/?$/i,
    'url',
  ),
  at(/^out\.reddit\.com$/, anywhere, 'url'),
  at(/(?:^|\.)reddit\.com$/, /^\/submit$/, 'url'),
  at(/^(?:t\.umblr|href\.tumblr)\.com$/, anywhere, 'z'),
  at(/(?:^|\.)youtube\.com$/, /^\/redirect$/, 'q'),
  at(/(?:^|\.)vk\.com$/, /^\/away\.php$/, 'to'),
  at(/^disq\.us$/, /^\/url$/, 'url'),
  at(/^getpocket\.com$/, /^\/(?:redirect|edit|save)$/, 'url'),
  at(/^slack-redir\.net$/, /^\/link$/, 'url'),
  at(/(?:^|\.)steamcommunity\.com$/, /^\/linkfilter\/?$/, 'u', 'url'),
  at(/(?:^|\.)safelinks\.protection\.outlook\.com$/, anywhere, 'url'),
  at(/^urldefense\.proofpoint\.com$/, /^\/v1\//, 'u'),
  at(/^go\.(?:redirectingat|skimresources)\.com$/, anywhere, 'url'),
  at(/^click\.linksynergy\.com$/, anywhere, 'murl'),
  at(/^exit\.sc$/, anywhere, 'url'),
  at(/^12ft\.io$/, /^\/(?:proxy)?$/, 'q'),
  at(/(?:^|\.)pinterest\.com$/, /^\/pin\/create\/(?:button|link)\/?$/, 'url'),
  at(/^(?:t|telegram)\.me$/, /^\/(?:share\/url|iv)$/, 'url'),
]

/** Caches, archives and exit pages that carry the address in their own path. */
export const redirectorsByPath: readonly ByPath[] = [
  { host: google, path: /^\/amp\/s\/(.+)$/, scheme: 'https://' },
  { host: google, path: /^\/amp\/(.+)$/, scheme: 'http://' },
  { host: ampCache, path: /^\/[a-z]{1,3}\/s\/(.+)$/, scheme: 'https://' },
  { host: ampCache, path: /^\/[a-z]{1,3}\/(.+)$/, scheme: 'http://' },
  { host: /^r\.search\.yahoo\.com$/, path: /\/RU=([^/]+)/, scheme: '' },
  { host: /^web\.archive\.org$/, path: /^\/web\/[0-9*]{1,20}(?:[a-z]{2}_)?\/(.+)$/, scheme: 'http://' },
  {
    host: /^archive\.(?:today|ph|is|li|md|vn|fo)$/,
    path: /^\/(?:newest|oldest|o\/[A-Za-z0-9]{1,8}|[0-9.-]{4,20})\/(.+)$/,
    scheme: 'http://',
  },
  {
    host: /^webcache\.googleusercontent\.com$/,
    path: /[?&]q=cache(?::|%3a)(?:[\w-]{8,20}(?::|%3a))?([^&+]+)/i,
    scheme: 'http://',
  },
  { host: /^outgoing\.prod\.webservices\.mozgcp\.net$/, path: /\/(https?(?::|%3a).+)$/i, scheme: '' },
  { host: /^(?:12ft\.io|outline\.com)$/, path: /^\/(https?:.+)$/i, scheme: '' },
  { host: /^urldefense\.com$/, path: /^\/v3\/__(.+?)__;/, scheme: '' },
  { host: /^(?:href\.li|anonym\.to|nullrefer\.com|dereferer\.me)$/, path: /^\/\?(https?:.+)$/i, scheme: '' },
]
