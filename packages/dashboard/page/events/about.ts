import type { GetEvent } from '../api/answers.ts'
import { withQuery } from '../api/client.ts'
import { isolated } from '../parts/isolated.ts'

/** What an event says in a line, and where more of it stands in these pages. */
export type About = {
  readonly text: string
  /** Why a run ended, where one did without an article. */
  readonly more?: string | undefined
  readonly links: readonly { readonly href: string; readonly text: string }[]
}

/** Tells an event in a line. Its data is looked at with care: a later release may say something else. */
export function aboutEvent({ type, subject, data }: Pick<GetEvent, 'type' | 'subject' | 'data'>): About {
  const of = partsOf(data)
  const [kind] = type.split('.')
  if (kind === 'article')
    return { text: of('title') || subject, links: [article(of('articleId')), run(of('url'))].flat() }
  if (kind === 'url') return { text: of('url') || subject, more: endOf(of, data), links: run(of('url')) }
  if (kind === 'story') return { text: of('title') || subject, links: link(`/stories/${path(subject)}`, 'story') }
  if (kind === 'original') return { text: 'Another article was first', links: article(of('original')) }
  if (kind === 'position') return { text: turnOf(of, data), links: holder(of('topicId'), of('holderId')) }
  return { text: subject, links: [] }
}

type Parts = (name: string) => string

/** The texts of a record by their names; empty where there is none. */
function partsOf(data: unknown): Parts {
  return (name) => {
    const value = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined
    return typeof value === 'string' ? value : ''
  }
}

function inner(data: unknown, name: string): Parts {
  return partsOf(typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined)
}

function endOf(of: Parts, data: unknown): string {
  const error = inner(data, 'error')
  return [of('stage'), of('reason'), of('cause'), error('name'), error('message')]
    .filter((word) => word !== '')
    .join(' · ')
}

function turnOf(of: Parts, data: unknown): string {
  return `${isolated(of('holder'))}: from ${inner(data, 'from')('stance')} to ${inner(data, 'to')('stance')}`
}

const path = encodeURIComponent

function link(href: string, text: string): About['links'] {
  return [{ href, text }]
}

function article(id: string): About['links'] {
  return id === '' ? [] : link(`/articles/${path(id)}`, 'article')
}

function run(url: string): About['links'] {
  return url === '' ? [] : link(withQuery('/jobs', { state: 'ended', match: url }), 'run')
}

function holder(topic: string, holderId: string): About['links'] {
  return topic === '' ? [] : link(withQuery(`/topics/${path(topic)}`, { holder: holderId }), 'statements')
}
