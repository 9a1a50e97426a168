import { describe, expect, it } from 'vitest'
import { readTree } from '../page/page-tree.ts'
import { surveyPage } from '../page/survey-page.ts'
import { readDeclared } from './declared.ts'
import { readLeadImage } from './lead-image.ts'

const url = 'https://www.northlight.example/2024/quarry'
const find = (html: string) => {
  const survey = surveyPage(readTree(html))
  return readLeadImage(survey, readDeclared(survey), url)
}
const image = (html: string) => find(html)?.value ?? null
const og = (address: string) => `<meta property="og:image" content="${address}">`
const ld = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const picture = 'https://img.example/2024/quarry.jpg'

describe('readLeadImage', () => {
  it('resolves the address against the page and drops its fragment', () => {
    expect(find(og('/i/quarry.jpg#main'))).toEqual({
      value: 'https://www.northlight.example/i/quarry.jpg',
      from: 'og:image',
    })
  })

  it('falls back to JSON-LD, the Twitter card, a link and the first figure of the article', () => {
    const article = (value: unknown) => ld({ '@type': 'Article', headline: 'x', image: value })
    expect(image(article([{ '@type': 'ImageObject', url: picture }]))).toBe(picture)
    expect(image(article(picture))).toBe(picture)
    expect(find(`<meta name="twitter:image" content="${picture}">`)?.from).toBe('twitter:image')
    expect(find(`<link rel="image_src" href="${picture}">`)?.from).toBe('link:image_src')
    expect(find(`<figure><img src="data:image/png;base64,x" data-src="${picture}"></figure>`)).toEqual({
      value: picture,
      from: 'figure',
    })
  })

  it.each([
    'https://img.example/northlight-logo.png',
    'https://img.example/logos/512.png',
    'https://img.example/placeholder_1200x630.jpg',
    'https://img.example/default-share.jpg',
    'https://img.example/icon.svg',
    'https://count.example/pixel.gif',
    'https://img.example/',
    'javascript:alert(1)',
    'data:image/png;base64,x',
    'ftp://img.example/a.jpg',
    '',
  ])('does not take %s', (address) => {
    expect(image(og(address))).toBeNull()
  })

  it('takes pictures whose headline or folder holds such a word', () => {
    for (const path of ['why-the-new-logo-of-the-village-fails.jpg', 'sites/default/files/quarry.jpg'])
      expect(image(og(`https://img.example/${path}`))).toBe(`https://img.example/${path}`)
  })

  it('does not take the outlet’s logo under another name, nor what is declared small', () => {
    const logo = ld({ '@type': 'NewsMediaOrganization', name: 'Northlight', logo: { url: picture } })
    expect(image(logo + og(picture))).toBeNull()
    expect(image(`${og(picture)}<meta property="og:image:width" content="60">`)).toBeNull()
    expect(image(`<figure><img width="1" height="1" src="${picture}"></figure>`)).toBeNull()
  })

  it('does not take the picture of a related story', () => {
    expect(image(`<aside><figure><img src="${picture}"></figure></aside>`)).toBeNull()
  })

  it('refuses addresses without end', () => {
    expect(image(og(`https://img.example/${'a'.repeat(5000)}.jpg`))).toBeNull()
  })
})
