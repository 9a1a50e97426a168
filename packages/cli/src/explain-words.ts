import type { ExplainedBlock, NoArticleReason } from '@stancewire/extraction'

// A verdict that needs no other words stands for itself.
const verdicts: Readonly<Partial<Record<ExplainedBlock['verdict'], string>>> = {
  'kept-list': 'kept: list or heading',
  declared: 'kept: declared',
  'other-article': 'another article',
  island: 'far from the text',
  title: 'the title',
  repeat: 'said before',
  links: 'list of links',
}

const furnitures: Record<NonNullable<ExplainedBlock['furniture']>, string> = {
  line: 'link or label',
  byline: 'byline or date',
  caption: 'caption',
  offer: 'newsletter or offer',
  'list-heading': 'heads a list',
  'tail-heading': 'ends the article',
}

/** Why a block was kept or cut, in words. */
export function verdictInWords(
  block: Pick<ExplainedBlock, 'verdict' | 'probability' | 'furniture' | 'isTitle'>,
): string {
  const { verdict, probability, furniture, isTitle } = block
  if (verdict === 'furniture') return `furniture: ${furniture === null ? 'beside furniture' : furnitures[furniture]}`
  if (verdict !== 'unlikely' || probability === null) return verdicts[verdict] ?? verdict
  // Rounded down: half is likely.
  const unlikely = `unlikely (${(Math.floor(probability * 100) / 100).toFixed(2)})`
  if (isTitle) return `${unlikely}: the title`
  return furniture === null ? unlikely : `${unlikely}: ${furnitures[furniture]}`
}

const save = 'save the page from a browser that shows it, and explain that file with --url ADDRESS'

const stops: Record<NoArticleReason, { is: string; todo: string }> = {
  consent: { is: 'only a consent wall came', todo: save },
  paywalled: { is: 'only the beginning of an article came', todo: `if you may read the rest, ${save}` },
  'script-rendered': { is: 'the text would come by scripts, which are not run', todo: save },
  challenge: { is: 'a check for robots stood in the way', todo: save },
  'error-page': { is: 'the page says that it is an error', todo: 'check the address' },
  'list-page': { is: 'a page that lists articles', todo: 'explain one of those that it links to' },
  'not-an-article': { is: 'too little text', todo: 'look below for what was cut, and why' },
}

/** Why a page holds no article, and what to do about it; `hasBlocks`: whether any text of it can be shown. */
export function stopInWords(reason: NoArticleReason, hasBlocks: boolean): { is: string; todo: string } {
  if (reason === 'not-an-article' && !hasBlocks) return { is: 'no text at all', todo: save }
  return stops[reason]
}
