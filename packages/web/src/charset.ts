import { getEncoding } from 'encoding-sniffer'

/**
 * Decodes a document: byte order mark, then the HTTP header, then the document's own declaration, then UTF-8 if the bytes are
 * valid, then windows-1252. A declaration of UTF-8 that the bytes contradict is not believed.
 */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const declared = /charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(contentType ?? '')?.[1]
  const sniffed = getEncoding(bytes, {
    ...(declared && isKnown(declared) ? { transportLayerEncodingLabel: declared } : {}),
    defaultEncoding: 'utf-8',
  })
  if (sniffed !== 'utf-8' && sniffed !== 'UTF-8') return decode(bytes, isKnown(sniffed) ? sniffed : 'windows-1252')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A few broken sequences in a UTF-8 page are damage; many mean that it is another charset.
    const text = decode(bytes, 'utf-8')
    const broken = text.split('\uFFFD').length - 1
    return broken > Math.max(3, text.length / 2_000) ? decode(bytes, 'windows-1252') : text
  }
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
