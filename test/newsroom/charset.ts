const decoder = new TextDecoder('windows-1252')
const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))

/** Bytes of an HTML page in windows-1252; a character it lacks becomes a numeric reference. */
export const windows1252 = (html: string): Buffer =>
  Buffer.from(
    Array.from(html).flatMap((char) => {
      const byte = byteOf.get(char)
      return byte === undefined ? [...Buffer.from(`&#${char.codePointAt(0)};`)] : [byte]
    }),
  )
