import { counted } from '../parts/amounts.ts'
import { Duration } from '../parts/numbers.tsx'
import { OuterLink } from '../parts/outer-link.tsx'
import { Tag } from '../parts/tag.tsx'
import { When } from '../parts/when.tsx'
import type { Trial } from './asked.ts'

/** How formats are called. */
export const formatNames = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed', rdf: 'RSS 1.0' } as const

/** What a poll would find, and what stands in its way. */
export function TrialShown({ trial }: { readonly trial: Trial }) {
  const { isFeed, format, title, items, newestAt, tookMs, problems, first, hosts } = trial
  return (
    <div class="trial">
      <p class="row">
        <Tag tone={isFeed ? 'good' : 'bad'}>{isFeed ? 'can be polled' : 'cannot be polled'}</Tag>
        {isFeed && (
          <span>
            {title && (
              <strong>
                <bdi>{title}</bdi> ·{' '}
              </strong>
            )}
            {format && formatNames[format]} · {counted(items, 'item')} · newest <When at={newestAt} /> · answered in{' '}
            <Duration ms={tookMs} />
          </span>
        )}
      </p>
      <Troubles problems={problems} />
      {first.length > 0 && (
        <>
          <h3>What it lists first</h3>
          <ul class="trial-items">
            {first.map((item, at) => (
              <li key={`${at} ${item.url}`}>
                <OuterLink href={item.url}>{item.title ?? item.url}</OuterLink>
                <span class="source-note">
                  <bdi>{item.host}</bdi> · <When at={item.publishedAt} />
                </span>
              </li>
            ))}
          </ul>
          <p class="source-note">
            Pages would be fetched from{' '}
            <bdi>{hosts.map(({ host, items: count }) => `${host} (${count})`).join(', ')}</bdi>.
          </p>
        </>
      )}
    </div>
  )
}

/** What is wrong, each with what to do about it. */
export function Troubles({ problems }: Pick<Trial, 'problems'>) {
  if (problems.length === 0) return null
  return (
    <ul class="troubles">
      {problems.map(({ what, remedy }) => (
        <li key={what}>
          <strong>{what}.</strong> {remedy}.
        </li>
      ))}
    </ul>
  )
}
