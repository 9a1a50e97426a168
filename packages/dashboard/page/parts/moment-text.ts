const formats = {
  date: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  day: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
  time: new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }),
} as const

/** A moment in the viewer's zone: its day with the time, or one of them alone. */
export function momentText(moment: Date | number, how: keyof typeof formats = 'date'): string {
  return formats[how].format(moment)
}

/** A moment as it is told on hover: in the viewer's zone, and in UTC. */
export function momentTitle(moment: Date | number): string {
  return `${momentText(moment)} · ${utcText(moment)}`
}

function utcText(moment: Date | number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
