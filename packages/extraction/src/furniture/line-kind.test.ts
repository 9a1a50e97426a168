import { describe, expect, it } from 'vitest'
import { furnitureKind } from './line-kind.ts'

describe('furnitureKind', () => {
  it.each([
    'Share this article',
    'Share this storyComments',
    'Share on FacebookShare on TwitterPrint',
    'Copy/paste the article video embed link below:Copy to clipboardCopied',
    'Advertisement',
    '.',
    '0 0 votes',
    'Article Rating',
    '12 comments',
    '4 min read',
    'READ MORE: Ferry company sees its chance',
    'CLICK HERE TO READ MORE FROM THE VALLEY PAPER',
    'See also  Seals return to the estuary - Coast Weekly',
    'Lesen Sie auch: Fähre fährt wieder',
    'À lire aussi : la route reste fermée',
    'Lee también: El puente que no llega',
    'Sign up for our newsletter and get the week in your inbox.',
    'Abonnieren Sie unseren Newsletter und verpassen Sie nichts.',
    'Inscrivez-vous à notre newsletter du matin.',
    'Suscríbete a nuestro boletín diario.',
    'Your email address will not be published. Required fields are marked *',
    'We use cookies to improve your experience on this site.',
    'Wir verwenden Cookies, um Inhalte zu personalisieren.',
    '© 2024 Valley Paper. All rights reserved.',
    'Anzeige',
    '(With inputs from agencies)',
    'Source: Valley Times',
    'Skip to main contentSearchMenu',
    'This article was originally published by The Valley Times.',
    'What do you think? Tell us in the comments.',
    '2,345 views',
    'La suite après la publicité',
    '___',
  ])('takes "%s" for a furniture line', (line) => {
    expect(furnitureKind(line)).toBe('line')
  })

  it.each(['Related Content', 'You might also like', 'Mehr zum Thema', 'Sur le même sujet', 'Te puede interesar'])(
    'takes "%s" for the heading of a list',
    (line) => {
      expect(furnitureKind(line)).toBe('list-heading')
    },
  )

  it.each([
    'Leave a Reply',
    'Schreibe einen Kommentar',
    'Laisser un commentaire',
    'Deja un comentario',
    'About the author',
  ])('takes "%s" for the start of what follows an article', (line) => {
    expect(furnitureKind(line)).toBe('tail-heading')
  })

  it('knows a heading that stands in one line with what it heads', () => {
    expect(furnitureKind('Elsewhere on this site • Seals return to the estuary • Who owns the bridge')).toBe(
      'list-heading',
    )
    expect(furnitureKind('Guest book Old Tom: My father rowed that boat.')).toBe('tail-heading')
    expect(furnitureKind('Latest figures: the river rose by a metre.')).toBeNull()
    expect(furnitureKind('Guest books of the inn: twelve volumes, all of them burnt.')).toBeNull()
  })

  it('tells bylines, captions and offers from plain lines', () => {
    expect(furnitureKind('By Mira Tolland and Piet Rook')).toBe('byline')
    expect(furnitureKind('Published 17 May 2024, 10:05')).toBe('byline')
    expect(furnitureKind('A lorry leaves the quarry. (VTN Photo/Lena Marsh, File)')).toBe('caption')
    expect(furnitureKind('Subscribe now to read the latest news in your town.')).toBe('offer')
  })

  it.each([
    'Share prices fell on Monday, and the comments of the bank did not help.',
    'See also the figures of the board: it took eleven million crowns from cars alone.',
    'By Monday evening the river had risen to three metres.',
    'Published in 2019, the report warned of exactly that.',
    'Copyright law experts said that the case was hopeless.',
    'Follow the money, he said, and you will find the newspaper.',
    'The newsletter of the party called him a traitor.',
    'Nobody reads the cookies banner, the minister said.',
    '“We will not publish your email address,” she told him.',
    'More from his own pocket than from the state was spent, he said.',
    'Read the whole letter, she asked, before you judge me.',
    'He died in 2003 (Reuters).',
    'This article of the treaty was never read aloud.',
    'With the help of agencies, she found a flat.',
    'Read the room, here and everywhere, he said to them.',
    'Watch the border, the general warned.',
    'Zwei Wochen für den Frieden seien zu wenig, sagte sie.',
    'Related issues were raised by the opposition.',
    'The text goes on below the picture. (It does so for a reason, photo or no photo.)',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })

  it('comes to an end on long lines of repeated phrases and brackets', () => {
    for (const line of [
      'share'.repeat(40_000),
      '(photo '.repeat(40_000),
      'sign up '.repeat(40_000),
      'by A '.repeat(40_000),
    ]) {
      expect(() => furnitureKind(line)).not.toThrow()
    }
  })
})
