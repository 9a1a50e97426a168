/** Every write that a death can cut in two, by what it writes. The closed list that the fault tests walk. */
export const writes = [
  'accept',
  'take',
  'release',
  'block',
  'body',
  'drop-body',
  'page-done',
  'feed-state',
  'add',
  'put-off',
  'refetch',
  'index',
  'hand',
  'carrier',
  'original',
  'story',
  'announce',
  'end',
  'complete',
  'suspect',
  'sweep',
  'recover',
  'replay',
  'admit',
  'retry',
  'discard',
  'pause',
  'halt',
  'resume',
] as const
export type Write = (typeof writes)[number]

/** Work that depends on an article alone: where a page can block, starve or end whoever reads it. */
export type WorkPoint = 'parse' | 'deduplicate' | 'classify-stance'
