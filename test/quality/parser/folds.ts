import { createHash } from 'node:crypto'

export const folds = 5

/** The fold of a page: all pages of a site are in one, so that no page is judged by trees that have seen its site. */
export function foldOf(url: string, id: string): number {
  const site = URL.canParse(url) ? new URL(url).host.split('.').slice(-2).join('.') : id
  return Number.parseInt(createHash('sha256').update(site).digest('hex').slice(0, 6), 16) % folds
}
