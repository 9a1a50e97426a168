import type { GetArticleAttributions } from '../../api/answers.ts'
import type { Asked } from '../../api/use-answer.ts'
import { counted, countText } from '../../parts/amounts.ts'
import { Problem } from '../../parts/problem.tsx'

type Props = { readonly asked: Asked<GetArticleAttributions>; readonly textLength: number }

/** How it went to read who said what. */
export function SaidState({ asked: { answer, problem, isLoading, again }, textLength }: Props) {
  if (problem) return <Problem problem={problem} retry={again} />
  return (
    <p class="said-state" role="status" aria-busy={isLoading}>
      {answer ? stateOf(answer, textLength) : 'Reading who said what …'}
    </p>
  )
}

function stateOf({ status, readTo, attributions }: GetArticleAttributions, textLength: number): string {
  if (status === 'text-not-kept') return 'The text is not kept, so nothing can be read in it.'
  if (status === 'language-unsupported') return 'Who said what is read in English only so far.'
  const found = attributions.length === 0 ? 'Nobody is cited' : `Cited ${counted(attributions.length, 'time')}`
  return readTo < textLength
    ? `${found} in the first ${countText(readTo)} characters; the rest was not read.`
    : `${found}.`
}
