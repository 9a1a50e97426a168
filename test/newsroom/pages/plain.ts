import type { Block } from '../body.ts'
import { blockHtml, type Html, html } from '../html.ts'
import { longDate } from './dates.ts'
import { datedBlocks } from './lead.ts'
import { bylineOf, type PageView } from './page-view.ts'

const line = (block: Block): Html => (block.kind === 'paragraph' ? html`${block.text}<br><br>` : blockHtml(block))

const menu = ({
  outlet,
}: PageView): Html => html`<td width="140" valign="top" bgcolor="#eeeeee"><b>${outlet.name}</b><br>
${outlet.sections.map((section) => html`<a href="/${section.toLowerCase()}">${section}</a><br>`)}
<hr><form action="/search">Find: <input size="10" name="q"></form>
<font size="1">Visitors today: 1,204</font></td>`

const picture = ({ entry }: PageView): Html =>
  entry.figure === undefined
    ? html``
    : html`<table align="right" width="220"><tr><td><img src="/i/small.jpg" width="220"></td></tr><tr><td><font size="1"><i>${entry.figure.caption}</i> (${entry.figure.credit})</font></td></tr></table>`

/** A page of the old school: tables, line breaks for paragraphs, no metadata whatever, the date in words. */
export function plainPage(view: PageView): string {
  const { entry, outlet } = view
  return html`<html>
<head><title>${outlet.name}: ${entry.title}</title></head>
<body bgcolor="#ffffff">
<table width="960" border="0"><tr>
${menu(view)}
<td valign="top">
<font size="2"><a href="/">Home</a> &gt; ${entry.section}</font>
<h2>${entry.title}</h2>
<font size="2">${bylineOf(entry, 'en')}, ${longDate(view, entry.publishedAt)}</font>
<hr>
${picture(view)}
${datedBlocks(entry).map(line)}
<font size="2"><a href="javascript:window.print()">Print this page</a> | <a href="mailto:?subject=Read">Tell a friend</a></font>
<hr>
<b>Elsewhere on this site</b><br>
${view.neighbours.map(({ path, title }) => html`&#8226; <a href="${path}">${title}</a><br>`)}
<p><b>Guestbook</b><br><i>Old Hand:</i> Glad somebody still prints the whole speech.<br>
<form action="/account/guestbook"><input name="entry"><input type="submit" value="Sign"></form></p>
</td></tr></table>
<center><font size="1">${outlet.motto} This site sets one cookie. Webmaster: desk at this address.</font></center>
</body></html>
`.html
}
