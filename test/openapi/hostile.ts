import fc from 'fast-check'

const texts = [
  '',
  ' ',
  '\u0000',
  'tram\u0000line',
  '\u0000tram',
  'tram\u0000',
  '\ud800',
  '\udc00tail',
  '\u202e\u200f\ufeff',
  'ﬀ Ǆ ß İ ı',
  '👩‍👩‍👧‍👦'.repeat(30),
  'a'.repeat(201),
  'é'.repeat(5_000),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' or 1=1 --",
  "'; drop table event; --",
  'tram AND NOT (line',
  '"tram" OR',
  'title:tram NEAR/2 line*',
  '*',
  '^tram',
  'tram)',
  '-',
  '%',
  '_%\\',
  '../../etc/passwd',
  '..',
  '{{7*7}}',
  '<script>alert(1)</script>',
  'null',
  'undefined',
  'true',
  'NaN',
  'Infinity',
  '-1',
  '0',
  '0x10',
  '1e309',
  '9007199254740993',
  '99999999999999999999999999',
  '1.5',
  '2024-02-30',
  '0000-01-01',
  '9999-12-31T23:59:59.999999999Z',
  '2024-02-29T10:00:00+23:59',
  '-271821-04-20',
  '{"a":1}',
  '[]',
  'eyJhIjoxfQ',
  'WzFd',
  'W251bGwsbnVsbF0',
  'http://127.0.0.1:1/',
  'http://[::1]/',
  'http://user:secret@host.example/',
  `http://${'a.'.repeat(200)}example/`,
  'http://example.org/\u0000',
  'https://xn--/',
  'file:///etc/passwd',
  'javascript:alert(1)',
] as const

/** Texts that were never meant, but come. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map(fromUnits) },
)

function fromUnits(units: readonly number[]): string {
  return String.fromCharCode(...units)
}

/** Values of any type, where another was meant. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e308, -(2 ** 53) - 2, [], {}, [[[[]]]], { all: true }),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** A path's part, encoded as it was never meant to be. */
export const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constantFrom('%00', '%ZZ', '%', '%c0%ae', '%2e%2e%2f', '..', '%F0%9F', '+', ';a=b', '%25'),
  },
  { weight: 3, arbitrary: hostileText.map(encodeText) },
)

/** Text as it stands in a URL; what is no well-formed text becomes some. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** A text that is nearly the one given: cut, doubled, one character changed. */
export function nearly(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat({ max: Math.max(0, text.length - 1) }), fc.nat({ max: 3 }), fc.string({ maxLength: 1 }))
    .map(
      ([at, way, char]) =>
        [text.slice(0, at), text + text, text.slice(0, at) + char + text.slice(at + 1), text.toUpperCase()][way] ??
        text,
    )
}
