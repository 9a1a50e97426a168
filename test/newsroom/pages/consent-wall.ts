import { html } from '../html.ts'
import type { PageView } from './page-view.ts'

/** What a visitor without a consent cookie is given instead of the article. */
export const consentWall = ({ entry, outlet }: PageView): string =>
  html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Before you continue to ${outlet.name}</title>
<meta name="robots" content="noindex"></head>
<body class="cmp-wall"><div role="dialog" aria-modal="true" id="consent-wall">
<h1>Before you continue to ${outlet.name}</h1>
<p>We and our 611 partners use cookies and similar technologies to store and access information on your device, to measure our audience and to show personalised advertising and content.</p>
<p>You can accept, refuse, or choose in detail for which purposes your personal data may be processed. You can withdraw your consent at any time under “Privacy settings” at the foot of each page.</p>
<form method="post" action="/account/consent?return=${entry.path}"><button name="c" value="all">Accept all cookies</button> <button name="c" value="none">Reject all</button> <a href="/account/consent/options">Manage options</a></form>
<p><a href="/privacy">Privacy policy</a> <a href="/cookies">Cookie policy</a> <a href="/partners">List of partners</a></p>
</div></body></html>
`.html
