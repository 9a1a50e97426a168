/**
 * A value and where it was found: the name of a meta element (`og:title`), `json-ld:` or `itemprop:` with a key, an
 * element (`h1`, `time`, `html:lang`, `link:canonical`), or `title-tag`, `byline`, `text`, `address`, `breadcrumbs`,
 * `structure`, `detected`. Two sources joined by ` + ` each gave a part of the value.
 */
export interface Found<T> {
  value: T
  from: string
}

/** The answer of the first reader that finds something, or null; the readers after it are not asked. */
export function firstFound<T>(readers: Iterable<() => Found<T> | null>): Found<T> | null {
  for (const read of readers) {
    const found = read()
    if (found) return found
  }
  return null
}
