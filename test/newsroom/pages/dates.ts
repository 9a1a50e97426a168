import type { PageView } from './page-view.ts'

const formatted = ({ language, outlet }: PageView, instant: string, style: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: outlet.timeZone, ...style }).format(
    new Date(instant),
  )

/** "27 February 2024", in the page's language and the outlet's zone. */
export const longDate = (view: PageView, instant: string): string => formatted(view, instant, { dateStyle: 'long' })

/** "Tuesday, 27 February 2024 at 14:05". */
export const fullDate = (view: PageView, instant: string): string =>
  formatted(view, instant, { dateStyle: 'full', timeStyle: 'short' })

/** "27/02/2024, 14:05", without a zone. */
export const shortDate = (view: PageView, instant: string): string =>
  formatted(view, instant, { dateStyle: 'short', timeStyle: 'short' })
