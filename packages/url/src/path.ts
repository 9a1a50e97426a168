import { indexSegments, slugExtensions, variantSegments, variantSuffixes } from './variant-rules.ts'

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

/** True where the last segment of the path names an article by a slug or a long number, so that the query need not. */
export function pathNamesArticle(path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]{2,5}$/, '')
  return /\d{4,}/.test(path) || /[^-_]{2,}[-_][^-_]{2,}[-_]/.test(last)
}

/** Takes presentation segments (`amp`, `print`) away wherever what is left still names an article. */
function withoutVariants(segments: readonly string[]): string[] {
  const kept = segments.filter((segment) => !variantSegments.has(segment))
  const last = kept.at(-1)
  return last !== undefined && namesSomething(last) ? kept : [...segments]
}

function withoutFirstPage(segments: readonly string[]): string[] {
  const [page, ordinal] = segments.slice(-2)
  return segments.length > 2 && page === 'page' && (ordinal === '1' || ordinal === '0')
    ? segments.slice(0, -2)
    : [...segments]
}

const isSlug = (stem: string): boolean => stem.length > 12 && stem.includes('-')

/** The slug without `.amp`, `.print` and without an extension that only says how it is served. */
function plainSlug(segment: string): string {
  const extension = slugExtensions.find((ending) => segment.endsWith(ending)) ?? ''
  let stem = segment.slice(0, segment.length - extension.length)
  for (const suffix of variantSuffixes) if (stem.endsWith(suffix)) stem = stem.slice(0, -suffix.length)
  if (stem === '') return segment
  if (isSlug(stem)) return stem
  return extension === '.amp' || extension === '.print' ? stem : stem + extension
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
  const last = segments.at(-1)
  if (last !== undefined && indexSegments.has(last.toLowerCase())) segments = segments.slice(0, -1)
  segments = withoutFirstPage(withoutVariants(segments))
  const end = segments.pop()
  if (end !== undefined) segments.push(plainSlug(end))
  return `/${segments.join('/')}`
}
