import type { Block } from './body.ts'

/** Markup that is known to be safe: everything else is escaped when it enters a template. */
export interface Html {
  readonly html: string
}

type Value = string | number | Html | readonly Html[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for HTML and XML, inside elements and quoted attributes. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

/** Takes a string of markup as it is. */
export const raw = (markup: string): Html => ({ html: markup })

const isList = (value: Value): value is readonly Html[] => Array.isArray(value)

const markupOf = (value: Value): string => {
  if (isList(value)) return value.map(({ html }) => html).join('\n')
  return typeof value === 'object' ? value.html : escaped(String(value))
}

/** A template tag that escapes whatever is not {@link Html} already; also fit for XML. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((part, at) => {
    const value = values[at]
    return value === undefined ? part : part + markupOf(value)
  })
  return raw(parts.join(''))
}

/** A JSON-LD script; `<` is escaped so that no text can close it. */
export const jsonLd = (value: unknown): Html =>
  raw(`<script type="application/ld+json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`)

/** Plain semantic markup of a block. */
export function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h2>${block.text}</h2>`
    case 'quote':
      return html`<blockquote><p>${block.text}</p></blockquote>`
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`
    case 'paragraph':
      return html`<p>${block.text}</p>`
  }
}

/** Puts `extra` after the `count`-th piece, or at the end of a shorter body. */
export const withInterruption = (pieces: readonly Html[], count: number, extra: Html): Html[] => [
  ...pieces.slice(0, count),
  extra,
  ...pieces.slice(count),
]
