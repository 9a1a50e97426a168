import { describe, expect, it } from 'vitest'
import { furnitureKind } from '../line-kind.ts'

describe('furniture in French', () => {
  it.each([
    ['share rows', 'line', ['Partager cet article', 'Copier le lien', 'PartagerImprimer']],
    ['comment buttons and counts', 'line', ['Voir les commentaires', 'Aucun commentaire', '12 commentaires']],
    ['labels of advertisements', 'line', ['Publicité', 'La suite après la publicité', 'Contenu sponsorisé']],
    ['buttons of reading on and aloud', 'line', ['Lire la suite', 'Écouter l’article', 'Retour en haut']],
    ['labels of pictures and players', 'line', ['Photo d’illustration', 'Voir le diaporama', 'Agrandir l’image']],
    [
      'log-in and subscription buttons',
      'line',
      ['Je m’abonne', 'Se connecter', 'Déjà abonné ? Connectez-vous', 'Article réservé aux abonnés'],
    ],
    ['consent buttons', 'line', ['Tout accepter', 'Continuer sans accepter']],
    [
      'headings of lists of other articles',
      'list-heading',
      ['À lire aussi', 'Sur le même sujet', 'Les plus lus', 'A LIRE AUSSI'],
    ],
    [
      'comment forms, author boxes and guest books',
      'tail-heading',
      ['Laisser un commentaire', 'Votre adresse e-mail ne sera pas publiée.', 'À propos de l’auteur', 'Livre d’or'],
    ],
    [
      'lines that lead to another article',
      'line',
      [
        'À lire aussi : la route reste fermée',
        'Lire aussi Le bac reprend du service',
        'Lire également : le bac reprend',
      ],
    ],
    [
      'newsletter prompts',
      'line',
      ['Inscrivez-vous à notre newsletter du matin.', 'Recevez chaque jour la lettre d’information de la vallée.'],
    ],
    ['prompts to follow the outlet', 'line', ['Suivez-nous sur Facebook.', 'Rejoignez notre chaîne WhatsApp']],
    ['prompts to donate', 'line', ['Soutenez une presse indépendante.', 'Faites un don']],
    ['prompts to log in', 'line', ['Pour lire la suite, connectez-vous.', 'Vous devez être connecté pour commenter.']],
    ['hints of comment forms', 'line', ['Les champs obligatoires sont indiqués avec *']],
    [
      'consent notices',
      'line',
      ['Nous utilisons des cookies.', 'Ce contenu est bloqué car vous n’avez pas accepté les cookies.'],
    ],
    ['prompts to report a mistake', 'line', ['Vous avez repéré une coquille ? Signalez-la à la rédaction.']],
    ['lines on the first publication', 'line', ['Cet article a été initialement publié par Le Val.']],
    ['copyright lines', 'line', ['© 2024 Le Val. Tous droits réservés.']],
    ['labels of texts made by machines', 'line', ['Ce résumé a été généré par une IA.']],
    ['offers of a subscription', 'offer', ['Abonnez-vous pour lire tous les articles.']],
    ['credits of agencies', 'line', ['(avec AFP)', 'Source : Reuters']],
    ['bylines', 'byline', ['Par Élodie Vaucher', 'Propos recueillis par Luc Monnard']],
    ['date lines', 'byline', ['Publié le 4 mars 2024 à 18h10', 'Mis à jour le 4 mars 2024']],
    [
      'photo credits and captions',
      'caption',
      ['Crédit photo : Luc Monnard', 'Le pont, vendredi. (Photo Luc Monnard/Agence)'],
    ],
    ['reading times and ratings', 'line', ['Temps de lecture : 4 minutes', '4 min de lecture']],
  ])('knows %s as %s', (_what, kind, lines) => {
    for (const line of lines) expect([line, furnitureKind(line)]).toEqual([line, kind])
  })

  it.each([
    'Publicité et presse font rarement bon ménage, dit-elle.',
    'Par ailleurs, le pont restera fermé tout l’été.',
    'Partager le fleuve ne suffit plus aux deux villes.',
    'Lire la suite des événements demande de la patience.',
    'Suivez la rivière pendant trois kilomètres, conseille le maire.',
    'Les commentaires du ministre n’ont rien arrangé.',
    'Selon l’AFP, le bac a coulé dans la nuit.',
    'Avec Paul Rive et Anne Doux',
    'Recevez-le, a-t-elle demandé au préfet.',
    '« Abonnez-vous à notre newsletter », disait l’affiche.',
    'La source de la rivière est à deux pas.',
    'Note salée pour les usagers : 12 euros par mois.',
    'Pour continuer, il faudra un vote du conseil.',
    'Pour commenter la décision, le maire a choisi le silence.',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })
})
