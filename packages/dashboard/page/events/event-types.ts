/** The types of events, as they are announced, in words. */
export const eventTypes: Readonly<Record<string, string>> = {
  'article.classified': 'article read',
  'article.duplicated': 'copy found',
  'url.stopped': 'run stopped',
  'url.failed': 'run failed',
  'url.discarded': 'run discarded',
  'story.created': 'story opened',
  'story.updated': 'story grew',
  'original.changed': 'first found later',
  'position.changed': 'position changed',
}

/** What can be chosen: one type, or several that belong together. */
export const typeOptions = [
  { value: '', text: 'all' },
  { value: 'article.classified,article.duplicated', text: 'articles' },
  { value: 'url.stopped,url.failed,url.discarded', text: 'runs without an article' },
  { value: 'story.created,story.updated', text: 'stories' },
  ...Object.entries(eventTypes).map(([value, text]) => ({ value, text: `${value} (${text})` })),
]
