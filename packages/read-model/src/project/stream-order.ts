/** Whether a position of the stream, `milliseconds-sequence`, comes before another one: compared as the numbers they are. */
export function isBefore(position: string, other: string): boolean {
  const [ms, sequence] = numbersOf(position)
  const [otherMs, otherSequence] = numbersOf(other)
  return ms < otherMs || (ms === otherMs && sequence < otherSequence)
}

function numbersOf(position: string): [bigint, bigint] {
  const [ms = '0', sequence = '0'] = position.split('-')
  return [BigInt(ms), BigInt(sequence)]
}
