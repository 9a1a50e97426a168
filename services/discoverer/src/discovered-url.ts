import type { Source } from '@stancewire/config'
import { DiscoveredUrl, messageVersion } from '@stancewire/contracts'
import type { FeedItem } from '@stancewire/feeds'
import { canonicalUrl, hostKey, urlId, withoutLogin } from '@stancewire/url'

/** The message for a listed item; `undefined` where its address cannot be used. */
export function discoveredUrl(
  item: FeedItem,
  source: Source,
  discoveredAt: string,
): Omit<DiscoveredUrl, 'run'> | undefined {
  const canonical = canonicalUrl(item.url)
  if (canonical === null) return undefined
  const found: Omit<DiscoveredUrl, 'run'> = {
    v: messageVersion,
    urlId: urlId(canonical),
    // The address as listed is fetched: what identity does not need may be needed to get the page.
    url: withoutLogin(item.url),
    host: hostKey(item.url),
    sourceId: source.id,
    outlet: source.outlet ?? null,
    discoveredAt,
    hint: { title: item.title, publishedAt: item.publishedAt },
  }
  // What breaks the contract costs this item alone, never its feed.
  return DiscoveredUrl.omit({ run: true }).safeParse(found).success ? found : undefined
}
