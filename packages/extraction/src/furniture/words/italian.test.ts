import { describe, expect, it } from 'vitest'
import { furnitureKind } from '../line-kind.ts'

describe('furniture in Italian', () => {
  it.each([
    ['share rows', 'line', ['Condividi su WhatsApp', 'Condividi l’articolo', 'Copia link']],
    ['comment buttons and counts', 'line', ['Vedi tutti i commenti', 'Nessun commento', '12 commenti']],
    [
      'labels of advertisements',
      'line',
      ['Pubblicità', 'L’articolo continua dopo la pubblicità', 'Contenuto sponsorizzato'],
    ],
    ['buttons of reading on and aloud', 'line', ['Continua a leggere', 'Ascolta l’articolo', 'Torna su']],
    ['labels of pictures and players', 'line', ['Guarda il video', 'Foto di repertorio', 'Vai alla gallery']],
    ['log-in and subscription buttons', 'line', ['Abbonati', 'Accedi', 'Registrati', 'Iscriviti alla newsletter']],
    ['consent buttons', 'line', ['Accetta tutti', 'Rifiuta', 'Gestisci cookie']],
    [
      'headings of lists of other articles',
      'list-heading',
      ['Leggi anche', 'Potrebbe interessarti', 'Articoli correlati', 'I più letti'],
    ],
    [
      'comment forms, author boxes and guest books',
      'tail-heading',
      ['Lascia un commento', 'Il tuo indirizzo email non sarà pubblicato.', 'Sull’autore', 'Libro degli ospiti'],
    ],
    [
      'lines that lead to another article',
      'line',
      ['LEGGI ANCHE: Il traghetto riparte', 'Leggi anche Chi paga il ponte', 'Guarda anche: le foche nel golfo'],
    ],
    ['newsletter prompts', 'line', ['Iscriviti alla nostra newsletter.', 'Ricevi ogni mattina le notizie via email.']],
    [
      'prompts to follow the outlet',
      'line',
      ['Seguici su Facebook e Instagram', 'Entra nel nostro canale WhatsApp', 'Segui La Valle su Google News'],
    ],
    ['prompts to donate', 'line', ['Sostieni il giornalismo indipendente.', 'Fai una donazione']],
    ['prompts to log in', 'line', ['Sei già abbonato? Accedi', 'Per continuare a leggere effettua il login.']],
    ['hints of comment forms', 'line', ['I campi obbligatori sono contrassegnati *']],
    [
      'consent notices',
      'line',
      ['Utilizziamo i cookie per offrirti di più.', 'Per visualizzare questo contenuto accetta i cookie.'],
    ],
    ['prompts to report a mistake', 'line', ['Hai trovato un errore? Scrivici.', 'Articolo in aggiornamento']],
    ['lines on the first publication', 'line', ['Questo articolo è stato pubblicato per la prima volta su La Valle.']],
    ['copyright lines', 'line', ['© 2024 La Valle. Tutti i diritti riservati', 'RIPRODUZIONE RISERVATA']],
    ['labels of texts made by machines', 'line', ['Questo riassunto è stato generato con l’intelligenza artificiale.']],
    ['offers of a subscription', 'offer', ['Abbonati per leggere tutti gli articoli']],
    ['credits of agencies', 'line', ['Fonte: ANSA', 'Con il contributo di Paolo Riva']],
    ['bylines', 'byline', ['Di Paolo Riva', 'A cura di Anna Dossi']],
    [
      'date lines',
      'byline',
      ['Pubblicato il 17 maggio 2024 alle 10:05', 'Ultimo aggiornamento: 17 maggio 2024', '3 ore fa'],
    ],
    ['photo credits and captions', 'caption', ['Foto: Anna Dossi', 'Il ponte, venerdì. (Foto Anna Dossi/Agenzia)']],
    ['reading times and ratings', 'line', ['Tempo di lettura: 4 minuti', '4 min di lettura']],
    ['headings above comments', 'tail-heading', ['3 commenti su “Le tangenziali”']],
  ])('knows %s as %s', (_what, kind, lines) => {
    for (const line of lines) expect([line, furnitureKind(line)]).toEqual([line, kind])
  })

  it.each([
    'Di sera il fiume era salito di tre metri.',
    'Di Maio',
    'Abbonati in calo anche quest’anno, dice il teatro.',
    'Pubblicità e stampa vanno poco d’accordo, dice.',
    'Condividi il pane con chi non ne ha, diceva il nonno.',
    'I commenti del ministro non hanno aiutato.',
    'La fonte del fiume è a due passi da qui.',
    'Segui il fiume per tre chilometri, consiglia il sindaco.',
    'Con Paolo Riva e Anna Dossi',
    'Altro che ponte: qui manca anche la strada.',
    'Media bassa: 12 pesci al giorno.',
    'Leggi e decreti non bastano, spiega la giudice.',
    'Foto e documenti sono spariti nella notte.',
    'È necessario effettuare lavori urgenti sul ponte.',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })
})
