/** Prints what a test has measured as one block, so that it can be read among others. */
export function printNumbers(title: string, facts: Readonly<Record<string, string | number | boolean>>): void {
  const width = Math.max(...Object.keys(facts).map((name) => name.length))
  const lines = Object.entries(facts).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
  console.log([title, ...lines].join('\n'))
}

/** Whether the long forms of the fault tests were asked for. */
const isLong = process.env.STANCEWIRE_FAULTS_LONG === '1'

/** The short form's number, or with STANCEWIRE_FAULTS_LONG=1 the one that was promised. */
export function shortOrLong(short: number, long: number): number {
  return isLong ? long : short
}
