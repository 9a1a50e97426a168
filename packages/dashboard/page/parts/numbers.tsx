import { bytesText, countText, durationText } from './amounts.ts'

type Amount = { readonly value: number | null | undefined }

/** A whole number as the viewer writes it; a dash where there is none. */
export function Count({ value }: Amount) {
  return <span class="number">{countText(value)}</span>
}

/** A span of milliseconds in its two largest units. */
export function Duration({ ms }: { readonly ms: number | null | undefined }) {
  return <span class="number">{durationText(ms)}</span>
}

/** Bytes in the unit that fits. */
export function Bytes({ value }: Amount) {
  return <span class="number">{bytesText(value)}</span>
}
