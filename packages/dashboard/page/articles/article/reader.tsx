import { useMemo, useState } from 'preact/hooks'
import type { GetArticleAttributions, GetArticlePassages } from '../../api/answers.ts'
import type { Evidence } from './evidence.ts'
import { Marked, type Ref } from './marked.tsx'
import { lastPlaces, type Mark, marksByParagraph, paragraphsOf, type Span } from './marks.ts'
import { evidenceMarks, letterOf, saidMarks, takenMarks } from './marks-of.ts'
import { EvidenceNote, SaidNote, TakenNote } from './notes.tsx'
import './notes.css'

type Props = {
  readonly text: string
  readonly language: string | null
  readonly evidence: readonly Evidence[]
  readonly sources: readonly GetArticlePassages['sources'][number][]
  readonly attributions: readonly GetArticleAttributions['attributions'][number][]
  /** Whose evidence stands out. */
  readonly holder: string
  /** What a topic is called; `undefined` where there is only one. */
  readonly topicTitle: (topicId: string) => string | undefined
}

/** A text as it is read: what is marked in place, and beside each paragraph what its marks mean. */
export function Reader(props: Props) {
  const { text, language, evidence, sources, attributions, holder } = props
  const [lit, setLit] = useState<string>()
  const shown = useMemo(() => {
    const paragraphs = paragraphsOf(text)
    const evident = evidenceMarks(evidence, 'text', text)
    const marks = [...evident, ...takenMarks(sources, text), ...saidMarks(attributions, text)]
    return { paragraphs, marked: marksByParagraph(paragraphs, marks) }
  }, [text, evidence, sources, attributions])
  const notes = useMemo(() => notesBeside(shown.marked, props), [shown, evidence, sources, attributions])
  const refOf = useMemo(() => refsOf(evidence, sources), [evidence, sources])
  const ofHolder = new Set(
    evidence.flatMap(({ number, statement }) => (statement.holderId === holder ? [`e${number}`] : [])),
  )
  const isLit = (key: string) => key === lit || ofHolder.has(key)
  const onLit = (key: string) => (is: boolean) => setLit(is ? key : undefined)
  return (
    <div class="reader" lang={language ?? undefined}>
      {shown.paragraphs.map((span, at) => {
        const beside = notes.get(at)
        const marks = shown.marked[at] ?? []
        return [
          <p
            class={isTaken(span, marks) ? 'paragraph paragraph-taken' : 'paragraph'}
            style={{ gridRow: `${at + 1}` }}
            key={span.start}
          >
            <Marked {...{ text, span, marks, refOf, isLit }} />
          </p>,
          beside && (
            <ol
              class="notes"
              lang="en"
              aria-label="Notes on this paragraph"
              style={{ gridRow: `${at + 1} / span ${beside.rows}` }}
              key={`notes ${span.start}`}
            >
              {beside.keys.map((key) => (
                <NoteOf {...props} noteKey={key} onLit={onLit(key)} key={key} />
              ))}
            </ol>
          ),
        ]
      })}
    </div>
  )
}

// But for a word or a full stop.
const nearlyAll = 0.95

/** Whether all of a paragraph stood elsewhere: then a bar beside it says so, and no line under each of its words. */
function isTaken({ start, end }: Span, marks: readonly Mark[]): boolean {
  return marks.some(
    (mark) =>
      mark.layer === 'taken' && Math.min(mark.end, end) - Math.max(mark.start, start) >= nearlyAll * (end - start),
  )
}

type Beside = { readonly keys: readonly string[]; readonly rows: number }

/** Which notes stand beside which paragraph, and over how many rows they may go on: to the next paragraph with notes. */
function notesBeside(
  marked: readonly (readonly Mark[])[],
  { evidence, sources }: Pick<Props, 'evidence' | 'sources'>,
): ReadonlyMap<number, Beside> {
  const place = new Map<string, number>()
  const inTitle = evidence.filter(({ place: where }) => where !== 'nowhere' && where.of === 'title')
  for (const { number } of inTitle) place.set(`e${number}`, 0)
  const refs = marked.map((marks) => marks.filter(({ layer }) => layer === 'evidence' || layer === 'content'))
  for (const [key, at] of lastPlaces(refs)) place.set(key, at)
  // Those of one source have one note, at the first of them.
  for (const [at] of sources.entries()) {
    const key = `t${letterOf(at)}`
    const first = marked.findIndex((marks) => marks.some((mark) => mark.key === key))
    if (first >= 0) place.set(key, first)
  }
  const starts = [...new Set(place.values())].sort((a, b) => a - b)
  const keysAt = Map.groupBy([...place.keys()], (key) => place.get(key) ?? 0)
  return new Map(
    starts.map((start, at) => [
      start,
      { keys: keysAt.get(start) ?? [], rows: (starts[at + 1] ?? Math.max(marked.length, start + 1)) - start },
    ]),
  )
}

/** What leads from each mark to its note. */
export function refsOf(evidence: readonly Evidence[], sources: Props['sources'] = []): (mark: Mark) => Ref | undefined {
  const statements = new Map(evidence.map(({ number, statement }) => [`e${number}`, { number, statement }]))
  const firsts = new Map(
    sources.map(({ passages }, at) => [`t${letterOf(at)}`, Math.min(...passages.map(({ start }) => start))]),
  )
  return ({ layer, key, start }) => {
    const href = `#note-${key}`
    if (layer === 'content')
      return { href, id: `mark-${key}`, sign: `❝${key.slice(1)}`, say: `who said so, ${key.slice(1)}` }
    if (layer === 'taken')
      return {
        href,
        id: firsts.get(key) === start ? `mark-${key}` : undefined,
        sign: key.slice(1),
        say: `stood elsewhere before, source ${key.slice(1)}`,
      }
    const found = statements.get(key)
    if (!found) return undefined
    const { number, statement } = found
    return {
      ...{ href, id: `mark-${key}`, sign: `${signs[statement.stance] ?? '·'}${number}` },
      say: `note ${number}: ${statement.holder}, ${statement.stance}`,
    }
  }
}

const signs: Readonly<Record<string, string>> = { support: '▲', oppose: '▼', mixed: '◆' }

type NoteOfProps = Pick<Props, 'evidence' | 'sources' | 'attributions' | 'topicTitle'> & {
  readonly noteKey: string
  readonly onLit: (isLit: boolean) => void
}

function NoteOf({ evidence, sources, attributions, topicTitle, noteKey, onLit }: NoteOfProps) {
  const [layer, name] = [noteKey.slice(0, 1), noteKey.slice(1)]
  if (layer === 'e') {
    const one = evidence.find(({ number }) => String(number) === name)
    return one ? <EvidenceNote evidence={one} topic={topicTitle(one.statement.topicId)} onLit={onLit} /> : null
  }
  if (layer === 't') {
    const source = sources.find((_, at) => letterOf(at) === name)
    return source ? <TakenNote letter={name} source={source} onLit={onLit} /> : null
  }
  const said = attributions[Number(name) - 1]
  return said ? <SaidNote number={Number(name)} said={said} onLit={onLit} /> : null
}
