/**
 * The name of an operation, made from its method and path: `listArticles`, `getArticleRevision`, `putPause`. What a parameter follows stands in the singular;
 * `list` is a look that gives items.
 */
export function nameOperation(method: string, url: string, isList: boolean): string {
  const parts = url.split('/').filter((part) => part !== '' && !/^v\d+$/.test(part))
  const words = parts.flatMap((part, at) => {
    if (isParameter(part)) return []
    return [pascal(isParameter(parts[at + 1] ?? '') ? singular(part) : part)]
  })
  const verb = method === 'get' && isList ? 'list' : method
  return `${verb}${words.join('')}`
}

/** What a parameter of a path stands for: `article` for `id` of `/v1/articles/:id`. */
export function nounOf(url: string, parameter: string): string {
  const parts = url.split('/')
  return singular(parts[parts.indexOf(`:${parameter}`) - 1] ?? '')
}

function isParameter(part: string): boolean {
  return part.startsWith(':') || part.startsWith('{')
}

function singular(word: string): string {
  return word.replace(/ies$/, 'y').replace(/s$/, '')
}

function pascal(part: string): string {
  return part
    .split(/[-_.]/)
    .map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
    .join('')
}
