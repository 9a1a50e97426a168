import type { PageStyle } from '../outlet.ts'
import { broadsheetPage } from './broadsheet.ts'
import { continentalPage } from './continental.ts'
import { liveBlogPage } from './live-blog.ts'
import type { PageView } from './page-view.ts'
import { plainPage } from './plain.ts'
import { tabloidPage } from './tabloid.ts'
import { wirePage } from './wire.ts'

const templates: Record<PageStyle, (view: PageView) => string> = {
  broadsheet: broadsheetPage,
  wire: wirePage,
  tabloid: tabloidPage,
  continental: continentalPage,
  plain: plainPage,
}

/** The page of an entry that has a text, in its outlet's template. */
export const articlePage = (view: PageView): string =>
  view.entry.kind === 'live-blog' ? liveBlogPage(view) : templates[view.outlet.style](view)
