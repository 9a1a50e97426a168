const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((name) => name !== ''))

/** Query parameters by prefix that say where a reader came from, in lower case. */
export const trackingPrefixes: readonly string[] = [
  'utm_',
  'utm-',
  'ns_',
  'at_',
  'itm_',
  'hsa_',
  'pk_',
  'mtm_',
  'matomo_',
  'piwik_',
  'fb_',
  'trk_',
  'ga_',
  'wt.',
  'wt_',
  'oly_',
  'vero_',
  '__hs',
  '_hs',
  'mc_',
  'bsft_',
  'sc_',
  'stm_',
  'cx_',
  'ic_',
  'guce_',
  'soc_',
  'int_',
  'icampaign',
  'aspsessionid',
  'doing_wp_',
]

/** Query parameters that never name an article, in lower case: campaign and click ids, sharing, sessions, presentation. */
export const trackingNames = names(`
  fbclid gclid gclsrc gbraid wbraid dclid msclkid twclid ttclid ttclsid yclid ymclid rdt_cid scclid sccid igshid igsh li_fat_id epik irclickid irgwc
  wickedid s_kwcid ef_id zanpid tduid awc srsltid gad gad_source gadid gad_campaignid cmpid cmp camp campaign campaign_id campaignid
  campaign_name adgroupid adid ad_id creative keyword matchtype
  spm scm pvid xtor xtref ocid cvid icid ncid nsid mbid smid smtyp smprod partner partner_id emc emci emdi ceid ei eid_rss hp hpid nlid
  nl nl_id newsletter newsletterid te instance_id segment_id user_id userid uid regi_id subscriber_id ck_subscriber_id recipientid
  mkt_tok _ga _gl _gid _openstat trk trkcampaign trkemail tracking trackingid tracking_source track linkid link_id linkcode lnk
  sref srnd sreferrer guccounter guce_referrer guce_referrer_sig tblci dicbo obref obinsite oborigurl outbrain taboola tb_cb
  refer referer referrer referral ref_src ref_url refsrc refid_src reflink reftype ref_type referringsource original_referer
  rss feedid feedname syndication cmpcode xcust source_id_rss sourcetype traffic_source trafficsource
  share shared shareid share_id share_type sharetype share_from shareadddate share_token share_source unlocked_article_code
  giftcode gift gift_link accesstoken st reflink smartlink
  replytocom comment comments commentid showcomments showcomment comment-page unapproved moderation-hash disqus_identifier
  print printable printmode printview printer printerfriendly print_view amp amp_js_v amp_gsa amp_lite amphtml usqp outputtype output
  mobile ismobile mobileview mobile_view desktop noredirect redirected nomobile forcedesktop device fullsite full_site
  singlepage single_page single onepage pagewanted viewall showall show_all allpages
  phpsessid jsessionid sessionid session_id sessid cfid cftoken sessiontoken token_type
  _ _r _t _ft_ __tn__ __xts__ __twitter_impression __source cb cachebust cachebuster cache_buster nocache no_cache timestamp_cb rand random
  ft gaa_at gaa_n gaa_ts gaa_sig leadsource lead_source cta ctaid promo promocode promoid promo_id clickid click_id clicksource
  clkid click_source entrypoint entry_point fromsearch from_search searchresult embed_source embedded wprov fsrc dlbk dtrk
  taid tpcc cndid esrc bxid hasha hashb hashc sailthru sailthru_id mod modulename moduleposition position pos module
  autoplay autostart muted teaser pfrom ftag cid_source isfreemail isapp inapp in_app app_source webview is_webview fromapp
  sfmc_id sfmc_key sfmc_activityid cm_mmc cm_mmca1 cm_ven cm_cat cm_pla cm_ite cm_sp et_rid etear elqtrackid elqtrack elq elqaid elqat
  elqcampaignid hootpostid ito zx dm_i dm_t _bta_tid _bta_c
`)

/**
 * Names that are tracking on some sites and the article's identity on others, in lower case. They go when the path already names the article
 * and the value does not look like an id; otherwise only when the value is one of {@link channelWords}.
 */
export const ambiguousNames = names(`
  ref source src from via feed cid sid s sr f ft_id origin context channel medium partnerid code type_src lsrc l tag_src ir ex_cid et
  section_src location loc hl gl oc feature aff affid affiliate siteid trackid xid
`)

/** Values that say from where a reader came, in lower case. */
export const channelWords = names(`
  rss rssfeed feed atom xml twitter tw tweet x facebook fb instagram ig linkedin reddit whatsapp wa telegram tg pinterest youtube yt tiktok mastodon
  bluesky email e-mail mail newsletter nl push notification notifications alert alerts app apps ios android iphone ipad web website
  desktop mobile m homepage home front frontpage front_page hp hometop index top toplink topstories top-stories top_stories sidebar footer header
  nav menu navbar ticker related recommended recirc recommendation search google googlenews google-news google_news gnews bing yahoo
  msn flipboard pocket feedly apple applenews apple_news apple-news smartnews newsbreak upday drudge share sharing social copy link sms widget embed amp
  direct partner syndication internal external banner promo teaser article story latest trending mostread most_read mostpopular most-popular
`)

/** Parameters that go only with one of these values, both in lower case: presentation of the same article. */
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
  ['m', names('0 1 true false')],
  ['full', names('1 true yes')],
  ['all', names('1 true yes')],
  ['nb', names('1')],
  ['lite', names('1 true')],
  ['post_type', names('post')],
])
