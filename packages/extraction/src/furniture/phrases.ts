/**
 * Words that outlets put around articles, by what they do. Lines are compared without case, punctuation and spaces,
 * so one spelling stands for all. A new language is a new row in each list.
 */

/** Whole lines, also when several were glued together: buttons, labels, form hints. */
export const buttonPhrases: string[] = [
  // English
  'share|share this|share this article|share this story|share this news|share this post|share this page|share article|share on facebook|share on twitter|share on x|share on whatsapp|share on linkedin|share via email|share with friends',
  'facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|email|e-mail|messenger|tweet|print|print this page|copy link|link copied|copied|copy to clipboard|copy paste the article video embed link below|embed|close button|close|save|save article|bookmark|gift this article|listen|listen to this article|listen to article|play|pause|mute|watch live|menu|search|log in|sign in|sign up|register|subscribe|subscribe now|follow us|follow|like this|like loading|loading',
  'comments|comment|no comments|no comments yet|view comments|view all comments|show comments|load comments|join the conversation|join the discussion|inline feedbacks|notify of|newest|oldest|most voted|reply|report|guest|article rating|rate this article|permalink|share comments|add a comment',
  'advertisement|advertisment|ad|ads|sponsored|sponsored content|promoted|promoted content|paid content|partner content|article continues below|story continues below|story continues|article continues below this ad|story continues below advertisement|advertisement continue reading the main story|continue reading|continue reading the main story|read full article|show more|read more|more|load more|see more|view more|skip advertisement|skip ad|back to top|top|scroll to continue|this content is not available in your location|remove ads|report this ad',
  'caption|hide caption|toggle caption|enlarge this image|image caption|image source|photo|photos|video|gallery|view gallery|open gallery|full screen|image|expand|download|download pdf|transcript|text size|font size|a a|accept|accept all|reject all|manage cookies|cookie settings|privacy policy|terms of use|terms of service|all rights reserved',
  // German
  'teilen|artikel teilen|beitrag teilen|merken|drucken|artikel drucken|link kopieren|link kopiert|auf facebook teilen|auf twitter teilen|per whatsapp teilen|per mail teilen|mailen|vorlesen|artikel anhören|anhören|kommentare|kommentar|zu den kommentaren|kommentare anzeigen|kommentar schreiben|kommentieren|antworten|anzeige|werbung|artikel wird nach der anzeige fortgesetzt|weiterlesen|weiterlesen nach der anzeige|mehr anzeigen|mehr laden|mehr|nach oben|zurück zur startseite|anmelden|registrieren|abonnieren|bild|foto|video|bildunterschrift|bildergalerie|schließen|alle akzeptieren|einstellungen|bewerten|artikel bewerten|feedback|fehler melden|hinweis an die redaktion|alle rechte vorbehalten|externer inhalt',
  // French
  'partager|partager cet article|partager l article|partager sur facebook|partager sur twitter|imprimer|copier le lien|lien copié|envoyer par email|commentaires|commenter|aucun commentaire|voir les commentaires|ajouter un commentaire|répondre|publicité|la suite après la publicité|la suite après cette publicité|contenu sponsorisé|lire la suite|lire plus|en savoir plus|voir plus|afficher plus|s abonner|se connecter|je m abonne|abonnez vous|s inscrire|écouter|écouter l article|fermer|légende|tout accepter|tout refuser|retour en haut|enregistrer|tous droits réservés',
  // Spanish
  'compartir|compartir este artículo|comparte esta noticia|compartir en facebook|compartir en twitter|imprimir|copiar enlace|enlace copiado|enviar por email|comentarios|comentar|sin comentarios|ver comentarios|ver todos los comentarios|responder|publicidad|continúa leyendo|seguir leyendo|leer más|ver más|mostrar más|cargar más|suscribirse|suscríbete|iniciar sesión|regístrate|escuchar|cerrar|guardar|aceptar|aceptar todo|rechazar todo|volver arriba|todos los derechos reservados|valorar este artículo',
]

/** Headings of lists of other articles: they take the headlines below with them. */
export const listHeadings: string[] = [
  'related|related content|related articles|related article|related stories|related story|related news|related posts|related topics|related coverage|related links|related reading|related video|related videos|you might also like|you may also like|you might like|you may like|you may also be interested in|you might also be interested in|more from|more on this story|more on this topic|more on this|more stories|more news|more like this|more from this section|more from author|more to read|more to explore|more coverage|also read|read also|read next|read this next|what to read next|up next|next up|next article|previous article|recommended|recommended for you|recommended stories|recommended articles|recommended reading|recommended topics|further reading|editors picks|editor s picks|editors choice|trending|trending now|trending stories|popular|most popular|most read|most viewed|latest|latest news|latest stories|top stories|in other news|other news|don t miss|keep reading|from around the web|from our partners|sponsored stories|in case you missed it|explore more|see also|tags|topics|filed under|explore more on these topics',
  'mehr zum thema|mehr zu diesem thema|zum thema|mehr dazu|lesen sie auch|auch interessant|das könnte sie auch interessieren|das könnte dich auch interessieren|das könnte ihnen auch gefallen|weitere artikel|weitere nachrichten|weitere themen|ähnliche artikel|verwandte artikel|verwandte themen|meistgelesen|meistgelesene artikel|empfehlungen der redaktion|unsere empfehlungen|empfohlene artikel|aktuelle nachrichten|neueste artikel|top themen|schlagworte|schlagwörter|themen|stichwörter|lesetipps|mehr aus|mehr aus dieser rubrik|passend dazu|mehr lesen',
  'à lire aussi|à lire également|lire aussi|lire également|sur le même sujet|sur le même thème|à découvrir aussi|vous aimerez aussi|articles similaires|articles liés|articles associés|les plus lus|dernières actualités|nos articles|dans la même rubrique|pour aller plus loin|recommandé pour vous|mots clés|étiquettes|à voir aussi|notre sélection',
  'lee también|lea también|te puede interesar|te podría interesar|quizás te interese|también te puede interesar|noticias relacionadas|artículos relacionados|contenido relacionado|más noticias|más información|lo más leído|más leídas|últimas noticias|ver también|más sobre este tema|recomendados|te recomendamos|etiquetas|temas|archivado en|sigue leyendo',
]

/** Headings of what stands after an article: nothing below them belongs to it. */
export const tailHeadings: string[] = [
  'leave a reply|leave a comment|leave your comment|leave a response|post a comment|write a comment|post comment|add comment|join the discussion|your email address will not be published|cancel reply|leave a reply cancel reply|about the author|about the authors|about author|about the writer|comment policy|comments policy|commenting policy|discover more from',
  'schreibe einen kommentar|schreiben sie einen kommentar|kommentar hinterlassen|hinterlasse einen kommentar|einen kommentar schreiben|ihr kommentar|kommentar verfassen|antwort abbrechen|deine e mail adresse wird nicht veröffentlicht|über den autor|über die autorin|zur person|diskutieren sie mit',
  'laisser un commentaire|laissez un commentaire|laisser une réponse|publier un commentaire|votre adresse e mail ne sera pas publiée|à propos de l auteur|annuler la réponse|poster un commentaire',
  'deja una respuesta|deja un comentario|dejar un comentario|deja tu comentario|escribe un comentario|tu dirección de correo electrónico no será publicada|sobre el autor|cancelar respuesta',
]

/** How a line opens that only leads elsewhere. */
export const leadingPhrases: string[] = [
  'read more|read also|also read|see also|read next|click here|tap here|more on this|related|related story|watch|watch also|watch live|watch more|watch now|must read|don t miss|recommended|also on|more from|listen to|listen now|find out more|learn more|for more on|continue reading|next|previous|tags|topics|filed under|posted in|categories|in pictures|explore more',
  'lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lies auch|auch interessant|mehr zum thema|mehr dazu|weiterlesen|zum thema|siehe auch|video|sehen sie auch|hier klicken|schlagworte|themen|mehr lesen|jetzt lesen',
  'à lire aussi|à lire également|lire aussi|lire également|à voir aussi|voir aussi|lisez aussi|cliquez ici|en savoir plus|mots clés|notre dossier|à écouter',
  'lee también|lea también|lea más|leer más|ver también|vea también|te puede interesar|puedes leer|haga clic aquí|haz clic aquí|etiquetas|más información|relacionado|mira también',
]
