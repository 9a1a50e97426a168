import type { Locator, Page } from 'playwright-core'

/** The rows of a table by its name, without its head. */
export function rowsOf(page: Page, table: string): Locator {
  return page.getByRole('table', { name: table }).locator('tbody tr')
}
