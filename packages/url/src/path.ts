import { indexSegments, servedExtensions, variantSegments, variantSuffixes } from './variant-rules.ts'

/** Shorter names may need their extension: `a-1.html` can be another page than `a-1`. */
const minSlugLength = 13

/** Characters that mean the same in a path with and without percent-encoding, to be written plainly. */
const plainInPath = /%(?:3A|40|2C|24|26|2B|3B|3D)/g

function reencoded(part: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(part).normalize('NFC')).replace(plainInPath, (code) =>
      decodeURIComponent(code),
    )
  } catch {
    // Not UTF-8: the bytes are kept and only the spelling of the escapes is settled.
    return part.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
  }
}

/** True for a path segment that can name an article by itself: it holds a digit or joins words. */
function namesSomething(segment: string): boolean {
  return /\d|[^-_.][-_.][^-_.]/.test(segment)
}

/** What a pattern needs to see of a segment; longer ones are hostile. */
const maxSeen = 300

/**
 * True where the last segment names an article, so that the query need not: a slug of three words, a long number, or any name below a date. A
 * script (`view.php`) never does.
 */
export function pathNamesArticle(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1).slice(0, maxSeen)
  if (/\.(?:php\d?|aspx?|jspx?|jsf|cgi|cfm|do|pl)$/i.test(last)) return false
  if (/\d{4}/.test(last) || /[^-_]{2}[-_][^-_]+[-_][^-_]/.test(last)) return true
  return last !== '' && /\/(?:19|20)\d\d\/\d{1,2}\//.test(path)
}

/** Takes presentation segments (`amp`, `print`) away wherever what is left still names an article. */
function withoutVariants(segments: readonly string[]): string[] {
  const kept = segments.filter((segment) => !variantSegments.has(segment))
  const last = kept.at(-1)
  return last !== undefined && namesSomething(last) ? kept : [...segments]
}

function withoutFirstPage(segments: readonly string[]): string[] {
  let end = segments.length
  while (end > 2 && segments[end - 2] === 'page' && /^[01]$/.test(segments[end - 1] ?? '')) end -= 2
  return segments.slice(0, end)
}

function withoutSuffixes(stem: string): string {
  let rest = stem
  for (;;) {
    const suffix = variantSuffixes.find((ending) => rest.endsWith(ending) && rest.length > ending.length)
    if (suffix === undefined) return rest
    rest = rest.slice(0, -suffix.length)
  }
}

/** The slug without `.amp` and `.print`, and without an extension that only says how it is served. */
function plainSlug(segment: string): string {
  const extension = servedExtensions.find((ending) => segment.endsWith(ending)) ?? ''
  const stem = withoutSuffixes(segment.slice(0, segment.length - extension.length))
  if (stem === '') return segment
  return stem.length >= minSlugLength && stem.includes('-') ? stem : stem + extension
}

/**
 * One spelling per path: escapes settled, doubled and trailing slashes, session ids, index pages, AMP, print and first-page forms removed.
 * Dot segments are already resolved by the URL parser.
 */
export function plainPath(pathname: string): string {
  const withoutSession = pathname.replace(/;(?:jsessionid|phpsessid|sid)=[^/]*/gi, '')
  let segments = withoutSession
    .split('/')
    .filter((segment) => segment !== '')
    .map(reencoded)
  if (indexSegments.has(segments.at(-1)?.toLowerCase() ?? '')) segments = segments.slice(0, -1)
  segments = withoutFirstPage(withoutVariants(segments))
  const end = segments.pop()
  if (end !== undefined) segments.push(plainSlug(end))
  return `/${segments.join('/')}`
}
