import type { ArticleKind } from '@stancewire/contracts'
import { fold } from '../page/plain.ts'

/** What sites call the place of such articles, in addresses, section names, breadcrumbs and before headlines; a row for each group of languages. */
const names: [ArticleKind, string[]][] = [
  [
    'live-blog',
    [
      'live, live blog, live blogs, live updates, live update, live news, live coverage, live report, as it happened',
      'liveticker, live ticker, newsblog',
      'en direct, direct, le direct, direct live',
      'en vivo, en directo, directo, minuto a minuto',
      'diretta, in diretta, diretta live, ao vivo, em direto, ao minuto',
      'na żywo, relacja na żywo, relacja live, relacje na żywo',
      'наживо, онлайн трансляція, пряма трансляція, текстова трансляція, прямая трансляция, онлайн трансляция, текстовая трансляция',
      'livestudio, direkte, direkterapport, liveblogg, nyhetsstudio, canlı, canlı blog',
    ],
  ],
  [
    'opinion',
    [
      'opinion, opinions, op ed, op eds, commentisfree, commentary, commentaries, comment, column, columns, columnist, columnists, editorial, editorials, viewpoint, viewpoints, letters, letters to the editor, guest essay',
      'meinung, meinungen, kommentar, kommentare, kolumne, kolumnen, leitartikel, gastbeitrag, gastbeiträge, gastkommentar, standpunkt, standpunkte, glosse, debatte',
      'tribune, tribunes, débats, idées, idées débats, chronique, chroniques, édito, éditos, éditorial, éditoriaux, point de vue, points de vue, billet',
      'opinión, tribuna, tribunas, columna, columnas, columnistas, editoriales, firmas, cartas al director',
      'opinioni, opinione, commenti, il commento, editoriale, editoriali, l editoriale',
      'opinião, coluna, colunas, colunista, colunistas, editoriais, artigo de opinião, crónica, crónicas, crônica, crônicas',
      'opinie, opinia, felieton, felietony, komentarz, komentarze, publicystyka',
      'думка, думки, колонка, колонки, погляд, погляди, блоги, мнение, мнения, авторская колонка, точка зрения',
      'dumka, dumky, kolonka, kolonki, kolonky, mnenie, mneniya, mnenia',
      'meninger, debatt, debat, ledare, leder, kronikk, kronik, krönika, krönikor, ledarna, yazarlar, köşe yazıları',
    ],
  ],
  [
    'video',
    [
      'video, videos, watch, mediathek, tv, vidéo, vidéos, vídeo, vídeos, wideo, filmy, відео, видео, videogalerie, videogallery',
    ],
  ],
  [
    'gallery',
    [
      'gallery, galleries, photo gallery, photo galleries, photo, photos, pictures, in pictures, slideshow, slideshows, photo essay',
      'bildergalerie, bildergalerien, bilder, bilderstrecke, fotostrecke, fotostrecken, fotos, fotogalerie',
      'galerie, galeries, diaporama, diaporamas, en images, portfolio',
      'galería, galerías, fotogalería, fotogalerías, en imágenes, galleria, gallerie, fotogallery, photogallery, foto',
      'galeria, galerias, fotogaleria, fotogalerias, imagens, zdjęcia, galeria zdjęć',
      'фото, фотогалерея, фоторепортаж, галерея, fotoreportazh',
    ],
  ],
]

/** Lower case, letters only, no accents: `En-Direct`, `en direct` and `endirect` are one word. */
function plainWord(text: string): string {
  return fold(text.slice(0, 60).normalize('NFD').replace(/\p{M}/gu, ''))
}

const kindByWord = new Map<string, ArticleKind>()
for (const [kind, rows] of names)
  for (const word of rows.flatMap((row) => row.split(', '))) kindByWord.set(plainWord(word), kind)

/** The kind of article that a section, a path segment or the word before a headline stands for, or null. */
export function kindOfWord(text: string): ArticleKind | null {
  return kindByWord.get(plainWord(text)) ?? null
}
