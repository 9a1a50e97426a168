import { oneLine } from '../page/plain.ts'
import type { PageSurvey } from '../page/survey-page.ts'
import { textOf } from '../page/text-of.ts'
import type { Declared } from './declared.ts'
import { asList, asText, isObject, type JsonObject, type JsonValue } from './json-value.ts'
import { typesOf } from './linked-data.ts'

const maxCrumbs = 10
const maxLength = 60
const maxNodes = 200

function crumbName(entry: JsonValue): string | null {
  if (!isObject(entry)) return null
  return asText(entry.name) ?? (isObject(entry.item) ? asText(entry.item.name) : null)
}

const position = (entry: JsonValue): number => (isObject(entry) ? Number(entry.position ?? 0) || 0 : 0)

function listNames(list: JsonObject): string[] {
  const entries = asList(list.itemListElement)
    .slice(0, maxCrumbs)
    .toSorted((a, b) => position(a) - position(b))
  return entries.map(crumbName).filter((name) => name !== null)
}

function declaredCrumbs(declared: Declared): string[] {
  const lists = declared.data.nodes.filter((node) => typesOf(node).includes('BreadcrumbList'))
  return lists.map(listNames).find((names) => names.length > 0) ?? []
}

/** Texts of the links in the trail, in order. */
function visibleCrumbs({ carriers }: PageSurvey): string[] {
  const names: string[] = []
  const stack = carriers.breadcrumbs ? carriers.breadcrumbs.children.slice(0, maxNodes).toReversed() : []
  for (
    let node = stack.pop(), seen = 0;
    node && seen < maxNodes && names.length < maxCrumbs;
    node = stack.pop(), seen++
  ) {
    if (node.type !== 'tag') continue
    if (node.name === 'a') names.push(textOf(node))
    else stack.push(...node.children.slice(0, maxNodes).toReversed())
  }
  return names
}

/** The way from the home page down to the article as the page shows it, the article itself included if it is shown. */
export function readBreadcrumbs(survey: PageSurvey, declared: Declared): string[] {
  const declaredNames = declaredCrumbs(declared)
  const names = declaredNames.length > 0 ? declaredNames : visibleCrumbs(survey)
  return names.map((name) => oneLine(name)).filter((name) => name !== '' && name.length <= maxLength)
}
