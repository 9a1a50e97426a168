import type { GetSource, ListSources, PostSourcesDiscover, PostSourcesTest } from '../api/answers.ts'

/** A source as the API tells it. */
export type Source = ListSources['items'][number]
export type SourceState = GetSource['state']
/** What a poll of an address would find. */
export type Trial = PostSourcesTest
/** A feed that was found at an address. */
export type Candidate = PostSourcesDiscover['candidates'][number]

/** What the list of sources can be narrowed by, as it stands in the address. */
export const sourceFilters = ['search', 'state', 'from', 'id'] as const
export type SourceQuery = Readonly<Record<(typeof sourceFilters)[number], string>>
