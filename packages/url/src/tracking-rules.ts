const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((name) => name !== ''))

/** Query parameters by prefix that say where a reader came from, in lower case. */
export const trackingPrefixes: readonly string[] = [
  ...['utm_', 'utm-', 'at_', 'itm_', 'hsa_', 'pk_', 'mtm_', 'matomo_', 'piwik_', 'fb_', 'trk_', 'ga_', 'wt.', 'wt_'],
  ...[
    'oly_',
    'vero_',
    '__hs',
    '_hs',
    'mc_',
    'bsft_',
    'sc_',
    'stm_',
    'cx_',
    'ns_',
    'guce_',
    'soc_',
    'sfmc_',
    'elq',
    'dm_i',
  ],
  ...['aspsessionid', 'doing_wp_', 'gaa_', 'tb_c', '_bta_', 'cm_mm', 'esrc_', 'icampaign', 'icmp'],
]

/** Query parameters that never name an article, in lower case: campaigns, click ids, letters, sharing, sessions, cache busters. */
export const trackingNames = names(`
  fbclid gclid gclsrc gbraid wbraid dclid msclkid twclid ttclid yclid ymclid rdt_cid scclid sccid igshid igsh li_fat_id epik irclickid irgwc
  wickedid s_kwcid ef_id zanpid tduid awc srsltid gad gad_source gad_campaignid cmpid cmp campaign campaign_id campaignid campaign_name adgroupid matchtype
  spm xtor xtref ocid cvid icid ncid nsid mbid smid smtyp smprod partner partner_id emc emci emdi ceid ei hpid nlid nl nl_id
  instance_id segment_id user_id regi_id subscriber_id ck_subscriber_id recipientid mkt_tok _ga _gl _gid _openstat trk trkcampaign trkemail
  trackingid tracking_source linkcode lnk srnd guccounter tblci dicbo obref obinsite oborigurl
  sref refer referer referrer referral ref_src ref_url refsrc reflink ref_type reftype referringsource original_referer
  feedname cmpcode xcust sourcetype traffic_source trafficsource int_source int_medium int_campaign
  shareid share_id share_type sharetype share_from shareadddate share_token share_source unlocked_article_code giftcode gift_link smartlink
  replytocom unapproved moderation-hash phpsessid jsessionid sessionid session_id sessid cfid cftoken sessiontoken
  _ _r _t _ft_ __tn__ __xts__ __twitter_impression __source cachebust cachebuster cache_buster rand random ft
  leadsource lead_source ctaid promocode promoid promo_id clickid click_id clicksource click_source clkid entrypoint entry_point embed_source
  wprov fsrc dlbk taid tpcc cndid bxid hasha hashb hashc sailthru_id ftag cid_source app_source webview fromapp et_rid etear hootpostid usqp amp_js_v amp_gsa
`)

/**
 * Names that are tracking on some sites and the article's identity on others, in lower case. They go when the path already names the article
 * and the value does not look like an id; otherwise only when the value is one of {@link channelWords}.
 */
export const ambiguousNames = names(`
  ref source src from via feed feedid cid sid s sr f ft_id origin context channel medium partnerid code type_src lsrc tag_src ir ex_cid et mod st te cb
  share shared comment commentid linkid link_id newsletter newsletterid camp tracking keyword promo cta gift position pos feature aff affid affiliate
  affiliate_id oc scid scm pvid hp nocache amp_lite
`)

/** Parameters that switch how an article is shown, in lower case; they go when their value is one of {@link switchValues}. */
export const switchNames = names(`
  print printable printmode printview printer printerfriendly print_view pf amp amphtml amp_lite outputtype output
  mobile ismobile mobileview mobile_view nomobile desktop forcedesktop device fullsite full_site noredirect redirected
  single singlepage single_page onepage pagewanted viewall showall show_all allpages full all nb lite m rss comments showcomments showcomment
  autoplay muted teaser webview is_webview isapp inapp in_app embedded hp gift shared te nocache no_cache
`)

/** Values that switch something on or off, or name a presentation; an empty one counts as on. */
export const switchValues = names(`
  0 1 y n yes no on off true false print printable amp mobile desktop tablet all full single web app
`)

/** Parameters whose value can choose a presentation and can also name an article, in lower case, with the values that do the former. */
export const presentationValues: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['page', names('0 1 all full single')],
  ['pg', names('1 all')],
  ['paged', names('0 1')],
  ['view', names('mobile print amp full all desktop printable single')],
  ['mode', names('print mobile amp desktop full')],
  ['format', names('print amp mobile html')],
  ['type', names('print amp mobile')],
  ['display', names('print mobile amp full')],
  ['layout', names('print mobile amp')],
  ['style', names('print mobile')],
  ['action', names('print')],
  ['template', names('print printart printerfriendly amp mobile')],
  ['tmpl', names('component print')],
  ['theme', names('mobile print')],
  ['version', names('print mobile amp')],
  ['platform', names('mobile amp web desktop')],
  ['post_type', names('post')],
])

/** Values that say from where a reader came, in lower case. */
export const channelWords = names(`
  rss rssfeed feed atom xml twitter tw tweet x facebook fb instagram ig linkedin reddit whatsapp wa telegram tg pinterest youtube yt tiktok mastodon
  bluesky email e-mail mail newsletter nl push notification notifications alert alerts app apps ios android iphone ipad web website
  desktop mobile homepage home front frontpage front_page hp hometop index top toplink topstories top-stories top_stories sidebar footer header
  nav menu navbar ticker related recommended recirc recommendation search google googlenews google-news google_news gnews bing yahoo
  msn flipboard pocket feedly apple applenews apple_news apple-news smartnews newsbreak upday share sharing social copy link sms widget embed amp
  direct partner internal external banner promo teaser latest trending mostread most_read mostpopular most-popular
`)

/** Parameters that name nothing on one registrable domain, where elsewhere they may. */
export const trackingByDomain: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['google.com', names('oc hl gl ved sa usg')],
  ['youtube.com', names('t si feature pp list index ab_channel')],
  ['twitter.com', names('s t ref lang')],
  ['x.com', names('s t ref lang')],
])
