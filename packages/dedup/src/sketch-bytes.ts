import { maxNumbers } from './numbers.ts'
import type { Sketch } from './sketch.ts'

const version = 1
const headerBytes = 10
const maxRateShift = 31

/** Writes a sketch as bytes: a header of 10, then 4 for each hash and number and half a byte for each place. About 500 for an ordinary article. */
export function encodeSketch(sketch: Sketch): Uint8Array {
  const { hashes, places, numbers } = sketch
  const count = hashes.length
  const bytes = new Uint8Array(headerBytes + 4 * (count + numbers.length) + Math.ceil(count / 2))
  const view = new DataView(bytes.buffer)
  view.setUint8(0, version)
  view.setUint8(1, Math.round(-Math.log2(sketch.rate)))
  view.setUint32(2, sketch.words)
  view.setUint16(6, count)
  view.setUint16(8, numbers.length)
  let at = headerBytes
  for (const value of [...hashes, ...numbers]) {
    view.setUint32(at, value)
    at += 4
  }
  for (let pair = 0; pair < count; pair += 2)
    bytes[at + pair / 2] = ((places[pair] ?? 0) << 4) | (places[pair + 1] ?? 0)
  return bytes
}

function ascending(view: DataView, from: number, count: number): Uint32Array | null {
  const values = new Uint32Array(count)
  for (let index = 0; index < count; index += 1) {
    const value = view.getUint32(from + 4 * index)
    if (index > 0 && value <= (values[index - 1] ?? 0)) return null
    values[index] = value
  }
  return values
}

/** Reads what {@link encodeSketch} wrote; null for bytes that are not a sketch of this version. */
export function decodeSketch(bytes: Uint8Array): Sketch | null {
  if (bytes.length < headerBytes || bytes[0] !== version) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint16(6)
  const numberCount = view.getUint16(8)
  const placesFrom = headerBytes + 4 * (count + numberCount)
  if (bytes.length !== placesFrom + Math.ceil(count / 2) || numberCount > maxNumbers || view.getUint8(1) > maxRateShift)
    return null
  const hashes = ascending(view, headerBytes, count)
  const numbers = ascending(view, headerBytes + 4 * count, numberCount)
  if (hashes === null || numbers === null) return null
  const places = new Uint8Array(count)
  for (let index = 0; index < count; index += 1) {
    const pair = bytes[placesFrom + (index >> 1)] ?? 0
    places[index] = index % 2 === 0 ? pair >> 4 : pair & 15
  }
  return { hashes, places, rate: 2 ** -view.getUint8(1), words: view.getUint32(2), numbers }
}
