import { fold } from '../../page/plain.ts'
import type { PageSurvey } from '../../page/survey-page.ts'
import type { Declared } from '../declared.ts'
import type { Found } from '../found.ts'
import { lineNames, markedNames, openingNames, signedNames } from './byline-names.ts'
import { linkedDataNames, metaNames } from './declared-names.ts'
import { type NamesRead, uniqueNames } from './person-names.ts'

const maxAuthors = 12
const maxOrganisations = 3
const longOutletName = 9

type IsOutlet = (name: string) => boolean
type NamesFound = NamesRead & { from: string }

/** Short names must be equal; longer ones may be a part of what the outlet calls itself, or hold it. */
function namesOutlet(name: string, sites: ReadonlySet<string>): boolean {
  if (sites.has(name)) return true
  if (name.length < longOutletName) return false
  for (const site of sites)
    if (site.length >= longOutletName && (site.includes(name) || name.includes(site))) return true
  return false
}

/** An outlet among the persons is an organisation, whatever the page calls it. */
function withoutOutlets({ persons, organisations, from }: NamesFound, isOutlet: IsOutlet): NamesFound {
  return {
    from,
    persons: uniqueNames(persons.filter((name) => !isOutlet(name))).slice(0, maxAuthors),
    organisations: uniqueNames([...organisations, ...persons.filter(isOutlet)]).slice(0, maxOrganisations),
  }
}

/**
 * Who wrote the article: the first of JSON-LD, meta elements, lines near the title and marked bylines that names a
 * person. Where none does, the first agency or other organisation that they name, else the outlet. Never both.
 */
export function readAuthors(
  survey: PageSurvey,
  declared: Declared,
  { sites, titleAt }: { sites: ReadonlySet<string>; titleAt: number },
): Found<string[]> | null {
  const isOutlet: IsOutlet = (name) => namesOutlet(fold(name), sites)
  const readers: (() => NamesFound)[] = [
    () => ({ ...linkedDataNames(declared), from: 'json-ld:author' }),
    () => metaNames(declared),
    () => ({ ...lineNames(survey.blocks, titleAt), from: 'text' }),
    () => ({ ...markedNames(survey, isOutlet), from: 'byline' }),
    () => ({ ...signedNames(survey.blocks, titleAt), from: 'text' }),
    () => ({ ...openingNames(survey.blocks, titleAt), from: 'text' }),
  ]
  const withoutPerson: NamesFound[] = []
  for (const read of readers) {
    const names = withoutOutlets(read(), isOutlet)
    if (names.persons.length > 0) return { value: names.persons, from: names.from }
    if (names.organisations.length > 0) withoutPerson.push(names)
  }
  const signed = withoutPerson.find(({ organisations }) => organisations.some((name) => !isOutlet(name)))
  const found = signed ?? withoutPerson[0]
  return found ? { value: found.organisations, from: found.from } : null
}
