/** What other rooms' tests of the archive need: empty databases of both kinds, and events to fill them with. */
export { databases, type TestDatabase } from './databases.ts'
export { articleId, classified, duplicated, entry, failed, position, stopped, storyId, urlId } from './events.ts'
export { longHistory } from './long-history.ts'
