const list = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** Elements whose content is never text of the page. */
export const neverText = list(
  'style template noscript svg iframe select textarea object video audio canvas math input map datalist option meta link img source',
)

/** Elements that begin and end a line. */
export const breaksLine = list(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr td th ul picture button',
)

export const isHeading = (tag: string): boolean => tag.length === 2 && tag[0] === 'h' && tag >= 'h1' && tag <= 'h6'
