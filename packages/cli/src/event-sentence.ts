import { styleText } from 'node:util'
import { type CloudEvent, PipelineEvent } from '@stancewire/contracts'
import { clip, plural } from './table.ts'

const titleMax = 62
const labelWidth = 12

/** One line for a person about one event. */
export function eventSentence(event: CloudEvent): string {
  const read = PipelineEvent.safeParse(event)
  if (!read.success) return `${label('unknown', 'dim')}${event.type}`
  return sentence(read.data)
}

function sentence(event: PipelineEvent): string {
  switch (event.type) {
    case 'article.classified': {
      const count = event.data.topics.reduce((sum, { positions }) => sum + positions.length, 0)
      const isUnread = event.data.topics.every(({ stanceStatus }) => stanceStatus === 'language-unsupported')
      const said = isUnread ? `positions not read in language ${event.data.language ?? '?'}` : plural(count, 'position')
      const reuse = event.data.relation === 'partial' ? `, reuses ${percent(event.data.similarity)} of another` : ''
      return `${label('classified', 'green')}${titleOf(event.data)}  ${said}${reuse}`
    }
    case 'article.duplicated': {
      const { relation, similarity } = event.data
      return `${label('duplicate', 'cyan')}${titleOf(event.data)}  ${relation}, ${percent(similarity)} alike`
    }
    case 'url.stopped':
      return `${label('stopped', 'yellow')}${event.data.reason}  ${styleText('dim', clip(event.data.url, titleMax))}`
    case 'url.failed':
      return `${label('failed', 'red')}${event.data.stage}: ${clip(why(event.data), 60)}  ${styleText('dim', clip(event.data.url || event.data.urlId, titleMax))}`
    case 'url.discarded':
      return `${label('discarded', 'red')}${event.data.stage}  ${styleText('dim', clip(event.data.url, titleMax))}`
    case 'story.created':
      return `${label('new story', 'magenta')}${clip(event.data.title, titleMax)}`
    case 'story.updated':
      return `${label('story', 'magenta')}${clip(event.data.title, titleMax)}  ${plural(event.data.size, 'article')} now`
    case 'original.changed':
      return `${label('original', 'magenta')}of group ${event.data.groupId.slice(0, 9)} is ${event.data.original.slice(0, 9)} now`
    case 'position.changed': {
      const { holder, topicId, from, to } = event.data
      return `${label('moved', 'magenta')}${holder} on ${topicId}: ${from.stance} → ${to.stance}  ${styleText('dim', clip(`“${to.quote}”`, titleMax))}`
    }
  }
}

/** What went wrong, without the address, which stands beside it. */
function why({ url, error }: { url: string; error: { message: string } }): string {
  return url === '' ? error.message : error.message.replaceAll(`${url}: `, '').replaceAll(url, 'its address')
}

function titleOf({ title, outlet }: { title: string; outlet: string | null }): string {
  const shown = clip(title, titleMax)
  return outlet === null ? shown : `${shown} ${styleText('dim', `(${clip(outlet, 30)})`)}`
}

function label(text: string, color: Parameters<typeof styleText>[0]): string {
  return styleText(color, text.padEnd(labelWidth))
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
