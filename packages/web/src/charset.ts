import { getEncoding } from 'encoding-sniffer'

/**
 * Decodes a document: byte order mark, then the HTTP header, then the document's own declaration, then UTF-8 if the bytes are
 * valid, then windows-1252. A declaration that the bytes contradict is not believed: UTF-8 that is none, or a single-byte charset that is UTF-8.
 */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const declared = /charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(contentType ?? '')?.[1]
  const sniffed = getEncoding(bytes, {
    ...(declared && isKnown(declared) ? { transportLayerEncodingLabel: declared } : {}),
    defaultEncoding: 'utf-8',
  })
  const encoding = isKnown(sniffed) ? new TextDecoder(sniffed).encoding : 'windows-1252'
  const isUnicode = encoding.startsWith('utf-')
  if (!isUnicode && !singleByte.test(encoding)) return decode(bytes, encoding)
  if (isUnicode && encoding !== 'utf-8') return decode(bytes, encoding)
  const text = decode(bytes, 'utf-8')
  const { broken, wide } = count(text)
  // Bytes of a single-byte charset are next to never valid UTF-8; a few broken sequences among whole ones are damage.
  if (isUnicode) return broken > wide ? decode(bytes, 'windows-1252') : text
  return broken === 0 && wide > 0 ? text : decode(bytes, encoding)
}

const singleByte = /^(?:windows-125\d|iso-8859-\d+)$/

/** Sequences that are no UTF-8, and characters that take more than a byte. */
function count(text: string): { broken: number; wide: number } {
  let broken = 0
  let wide = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd) broken++
    else if (code > 0x7f) wide++
  }
  return { broken, wide }
}

function decode(bytes: Buffer, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes)
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== 'replacement'
  } catch {
    return false
  }
}
