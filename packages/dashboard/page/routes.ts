import type { ComponentType } from 'preact'

/** What a page is given: the parts of its path that are named in its route. */
export type PageProps = { readonly params: Readonly<Record<string, string>> }
type Load = () => Promise<{ readonly page: ComponentType<PageProps> }>

export type Route = {
  /** A path; a part that begins with a colon is a name. */
  readonly path: string
  readonly load: Load
  /** What it is called in the navigation, where it stands there. */
  readonly nav?: string
}

/** Every page: where it is, and what shows it. Its code is loaded when somebody goes there. */
export const routes: readonly Route[] = [
  { path: '/', nav: 'Line', load: () => import('./line/page.tsx') },
  { path: '/jobs', nav: 'Jobs', load: () => import('./jobs/page.tsx') },
  { path: '/sources', nav: 'Sources', load: () => import('./sources/page.tsx') },
  { path: '/topics', nav: 'Topics', load: () => import('./topics/page.tsx') },
  { path: '/topics/:id', load: () => import('./topics/topic/page.tsx') },
  { path: '/articles', nav: 'Articles', load: () => import('./articles/page.tsx') },
  { path: '/articles/:id', load: () => import('./articles/article/page.tsx') },
  { path: '/stories', nav: 'Stories', load: () => import('./stories/page.tsx') },
  { path: '/stories/:id', load: () => import('./stories/story/page.tsx') },
  { path: '/events', nav: 'Events', load: () => import('./events/page.tsx') },
  { path: '/audit', nav: 'Audit', load: () => import('./audit/page.tsx') },
  { path: '/urls/:urlId', load: () => import('./runs/page.tsx') },
  { path: '/login', load: () => import('./login/page.tsx') },
]

/** The route of a path, and the named parts of the path; `undefined` where there is no page. */
export function routeOf(path: string): { readonly route: Route; readonly params: PageProps['params'] } | undefined {
  const parts = path.split('/')
  for (const route of routes) {
    const params = match(route.path.split('/'), parts)
    if (params) return { route, params }
  }
  return undefined
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [at, piece] of pattern.entries()) {
    const part = parts[at] ?? ''
    if (piece.startsWith(':') && part !== '') params[piece.slice(1)] = decoded(part)
    else if (piece !== part) return undefined
  }
  return params
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
