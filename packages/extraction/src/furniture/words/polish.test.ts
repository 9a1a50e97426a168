import { describe, expect, it } from 'vitest'
import { furnitureKind } from '../line-kind.ts'

describe('furniture in Polish', () => {
  it.each([
    ['share rows', 'line', ['Udostępnij na Facebooku', 'Podziel się', 'Kopiuj link']],
    [
      'comment buttons and counts',
      'line',
      ['Skomentuj artykuł', 'Brak komentarzy', '12 komentarzy', 'Komentarze (12)'],
    ],
    [
      'labels of advertisements',
      'line',
      ['Reklama', 'Dalsza część artykułu pod materiałem wideo', 'Materiał sponsorowany'],
    ],
    ['buttons of reading on and aloud', 'line', ['Czytaj dalej', 'Posłuchaj artykułu', 'Pokaż więcej']],
    ['labels of pictures and players', 'line', ['Powiększ zdjęcie', 'Zobacz galerię', 'Zdjęcie ilustracyjne']],
    ['log-in and subscription buttons', 'line', ['Zaloguj się', 'Zapisz się na newsletter', 'Tylko dla subskrybentów']],
    ['consent buttons', 'line', ['Akceptuję wszystkie', 'Ustawienia prywatności', 'Przejdź do serwisu']],
    [
      'headings of lists of other articles',
      'list-heading',
      ['Czytaj także', 'Zobacz również', 'Najczęściej czytane', 'Może cię zainteresować'],
    ],
    [
      'comment forms, author boxes and guest books',
      'tail-heading',
      ['Dodaj komentarz', 'Twój adres e-mail nie zostanie opublikowany.', 'O autorze', 'Księga gości'],
    ],
    [
      'lines that lead to another article',
      'line',
      ['Czytaj także: Prom znów kursuje', 'Zobacz: foki wróciły do zatoki', 'CZYTAJ WIĘCEJ: Kto zapłaci za most'],
    ],
    [
      'newsletter prompts',
      'line',
      ['Zapisz się do naszego newslettera.', 'Zapisz się i otrzymuj wiadomości na maila.'],
    ],
    [
      'prompts to follow the outlet',
      'line',
      ['Obserwuj nas na Facebooku', 'Dołącz do nas na Instagramie!', 'Obserwuj Dolinę w Google News'],
    ],
    ['prompts to donate', 'line', ['Wesprzyj niezależne dziennikarstwo.', 'Przekaż darowiznę']],
    ['prompts to log in', 'line', ['Masz już konto? Zaloguj się', 'Aby dodać komentarz, musisz się zalogować.']],
    ['hints of comment forms', 'line', ['Wymagane pola są oznaczone *']],
    ['consent notices', 'line', ['Ta strona używa plików cookie.', 'Szanujemy Twoją prywatność']],
    ['prompts to report a mistake', 'line', ['Zauważyłeś błąd? Napisz do nas.', 'Artykuł jest aktualizowany.']],
    ['lines on the first publication', 'line', ['Tekst ukazał się w Dolinie.']],
    ['copyright lines', 'line', ['© 2024 Dolina. Wszelkie prawa zastrzeżone.']],
    ['labels of texts made by machines', 'line', ['Tekst powstał przy użyciu AI.', 'Streszczenie AI']],
    ['offers of a subscription', 'offer', ['Wykup dostęp i czytaj bez ograniczeń']],
    ['credits of agencies', 'line', ['Źródło: PAP', 'Na podstawie PAP']],
    ['bylines', 'byline', ['Autor: Jan Rokita', 'Opracowała: Ewa Maj', 'oprac. Jan Rokita']],
    [
      'date lines',
      'byline',
      [
        'Opublikowano: 17 maja 2024, 10:05',
        'Aktualizacja: 17.05.2024',
        '17 maja 2024 r., godz. 10:05',
        '3 godziny temu',
      ],
    ],
    [
      'photo credits and captions',
      'caption',
      ['Fot. Ewa Maj / Agencja', 'Fot.: Ewa Maj', 'Most w piątek (fot. Ewa Maj)'],
    ],
    ['reading times and ratings', 'line', ['Czas czytania: 4 min', '4 min czytania']],
    ['headings above comments', 'tail-heading', ['3 komentarze do „O obwodnicach”']],
  ])('knows %s as %s', (_what, kind, lines) => {
    for (const line of lines) expect([line, furnitureKind(line)]).toEqual([line, kind])
  })

  it.each([
    'Reklama tytoniu pozostanie dozwolona.',
    'Autor listu nie podał nazwiska.',
    'Autor: nieznany sprawca z sąsiedztwa.',
    'Udostępnij mu pokój, prosiła, a on odmówił.',
    'Zobacz, co zrobiłeś, powiedział burmistrz.',
    'Na podstawie umowy miasto zapłaci za most.',
    'Źródło rzeki leży dwa kroki stąd.',
    'Współpraca z Niemcami trwa od lat.',
    'Za Janem Rokitą stoi cała rada.',
    'Czytaj list jeszcze raz, powiedziała.',
    'Komentarze ministra nie pomogły.',
    'Więcej mostów nie będzie, zapowiada rada.',
    'Chcesz wiedzieć, ile kosztuje prom, zapytał kapitan.',
    'Polityka',
    'Komentarze do tego meczu były ostre.',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })
})
