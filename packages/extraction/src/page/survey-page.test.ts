import { describe, expect, it } from 'vitest'
import { Mark } from './mark.ts'
import { readTree } from './page-tree.ts'
import { surveyPage } from './survey-page.ts'

const survey = (html: string) => surveyPage(readTree(html))
const texts = (html: string) => survey(html).blocks.map((block) => block.text)

describe('surveyPage', () => {
  it('makes one block of a paragraph with inline elements', () => {
    expect(texts('<p>One <b>bold</b>\n <a href="x">link</a>.</p>')).toEqual(['One bold link.'])
  })

  it('splits at two line breaks but not at one', () => {
    expect(texts('<div>a<br>b<br><br>c</div>')).toEqual(['a b', 'c'])
  })

  it('splits loose text around a block element', () => {
    expect(texts('<div>before<p>inside</p>after</div>')).toEqual(['before', 'inside', 'after'])
  })

  it('leaves out scripts, styles, templates and text for screen readers inside a line', () => {
    const html = '<p>a<script>x</script><style>y</style><template>z</template><span class="sr-only">w</span>b</p>'
    expect(texts(html)).toEqual(['ab'])
  })

  it('leaves out lines without letters or digits', () => {
    expect(texts('<p>***</p><p>–</p><p>7</p>')).toEqual(['7'])
  })

  it('joins the cells of a table row and keeps cells with paragraphs apart', () => {
    expect(texts('<table><tr><td>a</td><td>b</td></tr></table>')).toEqual(['a b'])
    expect(texts('<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>')).toEqual(['a', 'b'])
  })

  it('measures the share of a block that lies in links', () => {
    const [block] = survey('<p>1234<a href="x">5678</a></p>').blocks
    expect(block?.linkDensity).toBeCloseTo(0.5)
    expect(block?.linkCount).toBe(1)
  })

  it('counts blocks inside a link as link text', () => {
    const [first, second] = survey('<a href="x"><h3>Headline</h3><p>Teaser</p></a>').blocks
    expect(first?.linkDensity).toBe(1)
    expect(second?.linkDensity).toBe(1)
  })

  it('gives a block the marks of an inline element that holds all of it, and only then', () => {
    const [whole, part] = survey(
      '<div><span class="caption">all</span></div><div><span class="caption">a</span> b</div>',
    ).blocks
    expect((whole?.inlineMarks ?? 0) & Mark.caption).not.toBe(0)
    expect(part?.inlineMarks).toBe(0)
  })

  it('hands marks and hiding down to the blocks inside', () => {
    const [block] = survey('<aside style="display:none"><div><p>text</p></div></aside>').blocks
    expect((block?.container.allMarks ?? 0) & Mark.asideTag).not.toBe(0)
    expect(block?.container.hidden).toBe(true)
  })

  it('finds what carries metadata wherever it stands', () => {
    const { carriers } = survey(
      '<html lang="nl"><title>T</title><body><meta name=a content=b><link rel=canonical href=c><time datetime=d>e</time><script type="application/ld+json">{}</script>',
    )
    expect(carriers.language).toBe('nl')
    expect(carriers.titleTag).toBe('T')
    expect(carriers.metas).toHaveLength(1)
    expect(carriers.links).toHaveLength(1)
    expect(carriers.times).toHaveLength(1)
    expect(carriers.linkedData).toEqual(['{}'])
  })

  it('bounds depth and number of blocks on hostile pages', () => {
    const deep = survey(`${'<div>'.repeat(10_000)}text`)
    expect(deep.blocks[0]?.container.depth).toBeLessThan(300)
    expect(survey('<p>a</p>'.repeat(100_000)).blocks.length).toBeLessThanOrEqual(20_000)
  })
})
