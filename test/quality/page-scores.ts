/** What one page scores: its text in [0, 1], and whether title, authors, date and language are right where the set says them. */
type PageScore = { readonly text: number; readonly right: Readonly<Record<string, boolean>> }
export type PageScores = Readonly<Record<string, PageScore>>

/** A page that scores otherwise than before. */
export type Change = { readonly id: string; readonly isBetter: boolean; readonly what: string }

const told = ['title', 'authors', 'date', 'language']
/** Smaller changes of a text are a word here and there. */
const least = 0.005

type Line = { readonly id: string; readonly tp: number; readonly fp: number; readonly fn: number }

/** Reads what a set's scorer writes of its pages, a page to a line. */
export function readPageScores(lines: string): PageScores {
  const pages = lines.split('\n').filter((line) => line !== '')
  return Object.fromEntries(
    pages.map((line) => {
      const page = JSON.parse(line) as Line & Record<string, unknown>
      const { id, tp, fp, fn } = page
      const all = 2 * tp + fp + fn
      const right = Object.fromEntries(told.flatMap((name) => (name in page ? [[name, page[name] === true]] : [])))
      return [id, { text: Number((all === 0 ? 1 : (2 * tp) / all).toFixed(3)), right }]
    }),
  )
}

/** The pages that score better or worse than before, the worst first; pages that were not there before are left out. */
export function changedPages(before: PageScores, now: PageScores): Change[] {
  const changes = Object.entries(now).flatMap(([id, score]) => {
    const old = before[id]
    return old === undefined ? [] : changesOf(id, old, score)
  })
  return changes.toSorted((a, b) => a.by - b.by).map(({ id, by, what }) => ({ id, isBetter: by > 0, what }))
}

function changesOf(id: string, old: PageScore, now: PageScore): { id: string; by: number; what: string }[] {
  const by = now.text - old.text
  const ofText = Math.abs(by) < least ? [] : [{ id, by, what: `text ${old.text.toFixed(3)} → ${now.text.toFixed(3)}` }]
  const others = Object.keys(now.right).filter((name) => name in old.right && now.right[name] !== old.right[name])
  return [
    ...ofText,
    ...others.map((name) => ({
      id,
      by: now.right[name] ? 1 : -1,
      what: `${name} ${now.right[name] ? 'right' : 'wrong'} now`,
    })),
  ]
}
