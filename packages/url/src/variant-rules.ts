const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((name) => name !== ''))

/** Host labels that choose a presentation of the same article. */
export const variantHostLabels = names(`
  www www1 www2 www3 ww2 m mobile mobil mob touch wap amp lite 3g
`)

/** Path segments that choose a presentation of the same article. */
export const variantSegments = names(`
  amp amphtml print printable print-view printview print.html print.php amp.html amp.php
`)

/** Last segments that a server answers with when none is named. */
export const indexSegments = names(`
  index.html index.htm index.shtml index.xhtml index.php index.php5 index.asp index.aspx index.jsp index.jsf index.cfm index.do
  default.html default.htm default.asp default.aspx default.php
`)

/** Endings between a slug and its extension that choose a presentation: `slug.amp.html`, `slug.print`. */
export const variantSuffixes = ['.amp', '.print', '_print', '.mobile'] as const

/** Endings that say how a slug is served, not what it names. */
export const servedExtensions = ['.html', '.htm', '.shtml'] as const
