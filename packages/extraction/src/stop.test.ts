import { describe, expect, it } from 'vitest'
import { extractArticle } from './extract-article.ts'

const reason = (html: string, url: string | null = 'https://www.northlight.example/a/b') => {
  const found = extractArticle({ html, url })
  return found.ok ? 'article' : found.reason
}
const text =
  '<p>The village and the owner of its quarry have agreed to let an arbitrator decide how close stone may be cut.</p>'
const article = `<h1>Village and quarry agree</h1>${text}<p>Both sides say that they expect to win, and neither wants to talk about the costs.</p>`

describe('findStop', () => {
  it('passes a short article', () => {
    expect(reason(article)).toBe('article')
  })

  it('passes an article about errors, captchas, cookies and paywalls', () => {
    const on = (subject: string) =>
      `<h1>Why ${subject} annoy us</h1>${text.repeat(1)}<p>A study asked four thousand people about ${subject}, and most of them said that they had learned to live with them.</p><p>Others have not, and the ministry will listen to them in spring.</p>`
    for (const subject of ['captchas', 'cookies', 'paywalls', 'error pages'])
      expect(reason(on(subject))).toBe('article')
  })

  it('passes an article that offers a subscription below its full text', () => {
    const full = Array.from({ length: 12 }, (_, n) => text.replace('village', `village number ${n}`)).join('')
    expect(reason(`<h1>Quarries</h1>${full}<p>Subscribe to continue reading our other articles.</p>`)).toBe('article')
  })

  it('passes a short article beside an offer in the frame of the page', () => {
    expect(reason(`${article}<footer><p>Jetzt abonnieren und mehr lesen.</p></footer><p>Subscribe now</p>`)).toBe(
      'article',
    )
  })

  it('passes an article about consent that declares itself one', () => {
    const on = Array.from(
      { length: 10 },
      (_, n) =>
        `<p>Ruling number ${n} says that consent to cookies has to be given freely, and that tracking needs it first.</p>`,
    )
    expect(
      reason(`<meta property="og:type" content="article"><h1>What the court said about cookies</h1>${on.join('')}`),
    ).toBe('article')
  })

  it('sees an offer inside a paywall', () => {
    expect(reason(`${article}<div class="paywall"><p>Subscribe now for two crowns a week.</p></div>`)).toBe('paywalled')
  })

  it('sees a stub that declares itself not free', () => {
    const ld =
      '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script>'
    expect(reason(ld + article)).toBe('paywalled')
  })

  it.each([
    '404 Not Found',
    'Page not found',
    'Seite nicht gefunden',
    'Page introuvable',
    'Página no encontrada',
    '503 Service Temporarily Unavailable',
  ])('sees the error page "%s"', (title) =>
    expect(reason(`<title>${title}</title><h1>${title}</h1><p>Please try again later.</p>`)).toBe('error-page'),
  )

  it('sees a home page by its address and its headlines', () => {
    const cards = Array.from(
      { length: 9 },
      (_, n) =>
        `<div><h2><a href="/${n}">Headline ${n} of the day</a></h2><p>One line about it, and a second clause.</p></div>`,
    )
    expect(reason(cards.join(''), 'https://www.northlight.example/')).toBe('list-page')
    expect(reason(cards.join(''), 'https://www.northlight.example/section')).toBe('list-page')
  })

  it.each([
    'Seite nicht mehr verfügbar',
    'Cette page n’existe plus',
    'Erreur 404',
    'La página que busca no existe',
    'Pagina non trovata',
    'A página não foi encontrada',
    'Nie znaleziono strony',
    'Strona nie istnieje',
    'Сторінку не знайдено',
    'Страница не найдена',
    'Доступ запрещён',
  ])('sees the error page "%s"', (title) =>
    expect(reason(`<title>${title}</title><h1>${title}</h1><p>404</p>`)).toBe('error-page'),
  )

  it.each([
    'Bist du ein Mensch?',
    'Vérification de votre navigateur',
    'Confirma que eres humano',
    'Verifica di sicurezza',
    'Confirme que você é humano',
    'Potwierdź, że jesteś człowiekiem',
    'Підтвердьте, що ви не робот',
    'Проверка браузера',
  ])('sees the challenge "%s"', (title) => expect(reason(`<h1>${title}</h1><p>Ray 4711</p>`)).toBe('challenge'))

  it.each([
    'Dieser Artikel ist kostenpflichtig.',
    'Article réservé à nos abonnés.',
    'Contenido exclusivo para suscriptores.',
    'Contenuto riservato agli abbonati.',
    'Conteúdo exclusivo para assinantes.',
    'Artykuł dostępny tylko dla subskrybentów.',
    'Матеріал доступний лише за передплатою.',
    'Только для подписчиков.',
  ])('sees the paywall "%s"', (offer) => expect(reason(`${article}<div><p>${offer}</p></div>`)).toBe('paywalled'))

  it.each([
    ['Ihre Einwilligung', 'Wir und unsere Partner speichern Daten. Ihre Zustimmung gilt auf allen Seiten.'],
    ['Vos données', 'Nous utilisons des traceurs, et votre consentement vaut sur toutes nos pages.'],
    ['Tu privacidad', 'Pedimos tu consentimiento para guardar datos en tu equipo y medir las visitas.'],
    ['La tua privacy', 'Chiediamo il consenso al trattamento dei dati su questo apparecchio e altrove.'],
    ['Sua privacidade', 'Pedimos o seu consentimento para guardar dados neste aparelho e medir visitas.'],
    ['Twoja prywatność', 'Prosimy o zgodę na przetwarzanie danych osobowych na tym urządzeniu i gdzie indziej.'],
    ['Ваша конфіденційність', 'Просимо вашої згоди на обробку персональних даних на цьому пристрої та деінде.'],
    ['Ваша конфиденциальность', 'Просим вашего согласия на обработку персональных данных на этом устройстве.'],
  ])('sees the consent wall "%s"', (title, words) =>
    expect(reason(`<h1>${title}</h1><p>${words}</p><p>${words} ${title}.</p>`)).toBe('consent'),
  )

  it('sees that a page which calls itself an article lost its text to scripts', () => {
    const frame = '<nav>'.concat('<a href="/x">Section of the paper</a> '.repeat(40), '</nav>')
    const scripts = `<script>${'let a = 1;'.repeat(200)}</script>`
    const claim = '<meta property="og:type" content="article">'
    expect(reason(`${claim}${frame}<h1>Quarry</h1>${scripts}`)).toBe('script-rendered')
    expect(reason(`${frame}<noscript>Please enable JavaScript.</noscript>${scripts}`)).toBe('script-rendered')
    expect(reason(`${frame}<h1>Quarry</h1>${scripts}`)).toBe('not-an-article')
    expect(reason(`${claim}${frame}<video src="a.mp4"></video>${scripts}`)).toBe('not-an-article')
  })

  it('comes to an answer on endless headings and lines', () => {
    const long = 'page not '.repeat(100_000)
    expect(reason(`<title>${long}</title><h1>${long}</h1>`)).not.toBe('article')
    expect(reason(`<p>${'aby przeczytać '.repeat(100)}</p>`.repeat(200))).toBeDefined()
  })

  it('sees a shell that scripts would fill', () => {
    expect(reason('<div id="app"></div><script src="/main.js"></script>')).toBe('script-rendered')
  })

  it('calls an empty page no article', () => {
    expect(reason('')).toBe('not-an-article')
    expect(reason('', null)).toBe('not-an-article')
  })
})
