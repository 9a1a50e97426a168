import { describe, expect, it } from 'vitest'
import { furnitureKind } from '../line-kind.ts'

describe('furniture in German', () => {
  it.each([
    ['share rows', 'line', ['Artikel teilen', 'Per WhatsApp teilen', 'TeilenMerkenDrucken', 'Link kopieren']],
    ['comment buttons and counts', 'line', ['Kommentar schreiben', '5 Kommentare', 'Alle Kommentare anzeigen']],
    ['labels of advertisements', 'line', ['Anzeige', 'Artikel wird nach der Anzeige fortgesetzt', 'Werbung']],
    ['buttons of reading on and aloud', 'line', ['Weiterlesen', 'Artikel anhören', 'Zum Seitenanfang']],
    ['labels of pictures and players', 'line', ['Bild vergrößern', 'Zur Bildergalerie', 'Video abspielen']],
    ['log-in and subscription buttons', 'line', ['Jetzt anmelden', 'Newsletter abonnieren', 'Passwort vergessen?']],
    ['consent buttons', 'line', ['Alle akzeptieren', 'Externen Inhalt anzeigen', 'Cookie-Einstellungen']],
    [
      'headings of lists of other articles',
      'list-heading',
      ['Mehr zum Thema', 'Das könnte Sie auch interessieren', 'Meistgelesen', 'Ähnliche Artikel'],
    ],
    [
      'comment forms, author boxes and guest books',
      'tail-heading',
      ['Schreiben Sie einen Kommentar', 'Über die Autorin', 'Gästebuch'],
    ],
    [
      'lines that lead to another article',
      'line',
      [
        'Lesen Sie auch: Die Fähre fährt wieder',
        'Auch interessant: Wem die Brücke gehört',
        'Mehr zum Thema: Maut auf dem Fluss',
      ],
    ],
    [
      'newsletter prompts',
      'line',
      [
        'Abonnieren Sie unseren Newsletter und verpassen Sie nichts.',
        'Melden Sie sich hier für den Newsletter am Morgen an.',
      ],
    ],
    [
      'prompts to follow the outlet',
      'line',
      ['Folgen Sie uns auf Instagram!', 'Abonnieren Sie unseren WhatsApp-Kanal.'],
    ],
    [
      'prompts to donate',
      'line',
      ['Unterstützen Sie unabhängigen Journalismus.', 'Unterstützen Sie unsere Arbeit mit einer Spende.'],
    ],
    [
      'prompts to log in',
      'line',
      ['Sie haben bereits ein Abo? Hier anmelden.', 'Bitte melden Sie sich an, um zu kommentieren.'],
    ],
    [
      'hints of comment forms',
      'line',
      ['Ihre E-Mail-Adresse wird nicht veröffentlicht.', 'Benachrichtige mich über neue Beiträge per E-Mail.'],
    ],
    [
      'consent notices',
      'line',
      [
        'Wir verwenden Cookies, um Inhalte zu zeigen.',
        'An dieser Stelle finden Sie einen externen Inhalt.',
        'Damit können personenbezogene Daten an Dritte gehen.',
      ],
    ],
    [
      'prompts to report a mistake',
      'line',
      ['Fehler gefunden? Jetzt melden.', 'Anmerkung der Redaktion: Die Zahl wurde berichtigt.'],
    ],
    ['lines on the first publication', 'line', ['Dieser Text erschien zuerst im Talboten.']],
    ['copyright lines', 'line', ['© 2024 Talbote. Alle Rechte vorbehalten.']],
    ['labels of texts made by machines', 'line', ['Diese Zusammenfassung wurde mit Hilfe von KI erstellt.']],
    ['offers of a subscription', 'offer', ['Jetzt testen und einen Monat alle Artikel lesen', '4 Wochen kostenlos']],
    ['credits of agencies', 'line', ['Quelle: dpa', '(dpa)', 'Mit Material von dpa und AFP']],
    [
      'bylines',
      'byline',
      ['Von Jonas Hellweg und Ayse Karaman', 'Ein Gastbeitrag von Ida Venn', 'Text: Jonas Hellweg'],
    ],
    ['date lines', 'byline', ['Stand: 17.05.2024, 10:05 Uhr', 'Veröffentlicht am 17. Mai 2024', 'vor 3 Stunden']],
    [
      'photo credits and captions',
      'caption',
      ['Foto: Jana Wolf/Agentur', 'Die Brücke am Freitag. (Foto: Jana Wolf)', 'Bildquelle: Jana Wolf'],
    ],
    ['reading times and ratings', 'line', ['Lesezeit: 4 Minuten', '4 Min. Lesezeit']],
    ['headings above comments', 'tail-heading', ['3 Gedanken zu „Über Ringstraßen“']],
  ])('knows %s as %s', (_what, kind, lines) => {
    for (const line of lines) expect([line, furnitureKind(line)]).toEqual([line, kind])
  })

  it.each([
    'Anzeige erstattete der Fahrer erst am Montag.',
    'Werbung für Tabak bleibt auch im kommenden Jahr erlaubt.',
    'Teilen wollte er das Erbe nie, sagte die Schwester.',
    'Von der Brücke aus sieht man bis zum Meer.',
    'Von der Leyen und Merz',
    'Mit Angela Thon und Piet Rook',
    'Zwei Wochen für den Frieden seien zu wenig, sagte sie.',
    'Weitere Artikel des Vertrags blieben unter Verschluss.',
    'Quelle des Flusses ist ein Teich bei Penby.',
    'Folgen der Maut spürt vor allem das Handwerk.',
    'Der Newsletter der Partei nannte ihn einen Verräter.',
    'Hier finden Sie alles, was ein Bäcker braucht, sagt Hollis und zeigt in die Halle.',
    'Bild und Ton liefen nicht zusammen, erzählt sie.',
    'Stand heute fehlen 12 Lehrer.',
    'Mehr zum Leben brauche er nicht, sagt der Wirt.',
    'Mit einer Spende von 5000 Euro half der Verein.',
    'Diese Meldung wurde am Abend dementiert.',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })
})
