import { closest, type Mark, type Piece, piecesOf, type Span } from './marks.ts'
import './marks.css'

/** What leads from a mark to its note. */
export type Ref = {
  readonly href: string
  /** By which the note leads back, where it leads to this mark. */
  readonly id: string | undefined
  /** What is seen, and what is heard instead. */
  readonly sign: string
  readonly say: string
}

type Props = {
  readonly text: string
  /** The stretch of the text that is shown. */
  readonly span: Span
  readonly marks: readonly Mark[]
  readonly refOf: (mark: Mark) => Ref | undefined
  readonly isLit: (key: string) => boolean
}

/** A stretch of a text with its marks in place, each leading to its note where it ends. */
export function Marked({ text, span, marks, refOf, isLit }: Props) {
  const pieces = piecesOf(text, span, marks)
  return (
    <>
      {pieces.map((piece) => (
        <MarkedPiece key={piece.start} piece={piece} refOf={refOf} isLit={isLit} />
      ))}
    </>
  )
}

type PieceProps = Pick<Props, 'refOf' | 'isLit'> & { readonly piece: Piece }

function MarkedPiece({ piece: { text, marks, ending }, refOf, isLit }: PieceProps) {
  if (marks.length === 0) return <>{text}</>
  const keys = marks.map(({ key }) => key)
  return (
    <>
      <mark class={looksOf(marks, keys.some(isLit))} data-marks={keys.join(' ')}>
        {text}
      </mark>
      {ending.map((mark) => {
        const ref = refOf(mark)
        if (!ref) return null
        return (
          <a class={`ref ref-${mark.stance ?? mark.layer}`} href={ref.href} id={ref.id} key={mark.key}>
            <span aria-hidden="true">{ref.sign}</span>
            <span class="unseen"> ({ref.say}) </span>
          </a>
        )
      })}
    </>
  )
}

function looksOf(marks: readonly Mark[], isLit: boolean): string {
  const evidence = marks.filter(({ layer }) => layer === 'evidence')
  const layers = new Set(marks.map(({ layer }) => `mark-${layer}`))
  const stances = new Set(evidence.map(({ stance }) => stance))
  const stance = stances.size > 1 ? 'several' : closest(evidence)?.stance
  return ['mark', ...layers, ...(stance ? [`mark-${stance}`] : []), ...(isLit ? ['mark-lit'] : [])].join(' ')
}
