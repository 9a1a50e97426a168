/** Whole sentences that speak to the reader about the outlet, its newsletter, its forms or its cookies. Anchored, so linear. */
export const promptPatterns: RegExp[] = [
  // newsletters and subscriptions
  /^(?:please )?(?:sign up|subscribe|register|join|get|stay|never miss|don.t miss|want|receive|start your day|keep up|follow)\b.{0,140}\b(?:newsletters?|inbox|(?:whatsapp|telegram|youtube) channel|our (?:app|emails?|channel|podcast)|breaking news alerts?|push notifications?|free trial|on (?:facebook|twitter|instagram|telegram|whatsapp|google news|youtube|x)\b)/,
  /^(?:jetzt |hier )?(?:abonnieren|melden sie sich|registrieren sie sich|bestellen sie|folgen sie|lesen sie|erhalten sie|verpassen sie|keine nachricht|nichts mehr verpassen)\b.{0,140}\b(?:newsletter|whatsapp|telegram|instagram|facebook|google news|unsere app|postfach|kanal)/,
  /^(?:inscrivez|abonnez|recevez|suivez|rejoignez|retrouvez|téléchargez|ne manquez)\b.{0,140}(?:newsletter|lettre d.information|boîte mail|whatsapp|telegram|facebook|notre (?:application|chaîne|compte)|google actualités)/,
  /^(?:suscríbete|suscríbase|recibe|reciba|regístrate|síguenos|sigue|únete|apúntate|descarga)\b.{0,140}(?:newsletter|boletín|boletines|bandeja|whatsapp|telegram|facebook|nuestr[oa]|google news|canal)/,
  /^.{0,60}\bdelivered (?:straight |directly )?to your (?:inbox|email)/,
  /^(?:by (?:signing up|subscribing|submitting|clicking|registering|continuing|entering)|mit (?:der|ihrer) (?:anmeldung|registrierung)|en (?:vous inscrivant|cliquant)|al (?:suscribirte|registrarte))\b.{0,220}(?:agree|consent|terms|privacy|stimmen sie|datenschutz|conditions|politique|términos|aceptas|política)/,
  /^(?:already (?:a|have)|you have reached|you.ve reached|this (?:article|content|story) is (?:only |exclusively )?(?:for|available to)|to (?:continue|keep) reading|support (?:our|independent)|become a (?:member|subscriber)|donate (?:now|today))\b.{0,140}(?:subscriber|account|limit|log in|sign in|subscribe|journalism|member|today|now)/,
  // comment forms
  /^(?:your |deine |ihre |votre |tu )?.{0,30}(?:email address will not be published|e-mail-adresse wird nicht veröffentlicht|adresse e-?mail ne sera pas publiée|correo electrónico no será publicad[ao])/,
  /^(?:required fields are marked|erforderliche felder sind|les champs obligatoires|los campos (?:obligatorios|requeridos))/,
  /^(?:save my name|meinen namen|enregistrer mon nom|guarda mi nombre)\b.{0,120}(?:browser|navigateur|navegador)/,
  /^(?:you must be|you need to be|please|sie müssen|vous devez|debes) .{0,40}(?:logged in|log in|login|angemeldet|connecté|iniciar sesión|estar registrado)\b.{0,40}/,
  /^(?:this site uses akismet|diese website verwendet akismet|ce site utilise akismet|este sitio usa akismet)/,
  // cookies and consent
  /^(?:we (?:and our partners )?use cookies|this (?:site|website|page) uses cookies|our website uses cookies|by using this (?:site|website)|wir (?:und unsere partner )?(?:verwenden|nutzen|setzen) .{0,30}cookies|diese (?:seite|website|webseite) (?:verwendet|nutzt) cookies|nous (?:et nos partenaires )?utilisons des cookies|ce site utilise des cookies|utilizamos cookies|usamos cookies|este sitio (?:web )?(?:utiliza|usa) cookies)/,
  /^.{0,80}(?:accept|allow|enable|zustimmen|akzeptieren|accepter|aceptar)\b.{0,60}\bcookies\b.{0,60}(?:view|see|watch|load|continue|anzeigen|sehen|voir|afficher|ver|mostrar)/,
  /^(?:an dieser stelle (?:finden sie|findest du|befindet sich) .{0,30}(?:extern|inhalt)|hier finden sie einen externen|empfohlener (?:redaktioneller|externer) inhalt|mit ihrer zustimmung|ich bin damit einverstanden, dass mir .{0,20}inhalte|(?:damit|dabei|hierbei) können personenbezogene daten|personenbezogene daten (?:können|werden) .{0,40}übermittelt|we need your (?:consent|permission) to (?:load|display|show)|this content is (?:hosted|provided) by|ce contenu (?:est bloqué|n.est pas visible)|este contenido (?:está|se encuentra) alojado)/,
  /^(?:javascript (?:is|must be)|please (?:enable|turn on) javascript|your browser (?:does not|doesn.t) support|ihr browser unterstützt|votre navigateur ne|tu navegador no|dein browser unterstützt)/,
  // affiliate notes
  /^(?:if you (?:buy|purchase) .{0,80}(?:commission|links?)|we may (?:earn|receive) .{0,60}commission|this (?:article|post|story) (?:contains|may contain|includes) affiliate|products? featured .{0,80}(?:commission|independently)|(?:die mit|bei den mit) .{0,80}(?:affiliate|links)|in diesem (?:artikel|beitrag) sind affiliate|\*?(?:affiliate|werbe|partner)-?links?\b)/,
  // how to reach who wrote it
  /^(?:have a (?:news )?tip|got a (?:news )?tip|(?:e-?mail|contact|reach|follow|write to|you can (?:reach|follow|contact)) .{0,60})\b.{0,160}(?:@\w|on twitter|on x\b|on facebook|on instagram|by e-?mail)/,
  /^.{0,80}\bcontributed to this (?:report|story|article)\.?$/,
  /^\(?(?:additional )?(?:reporting|writing|editing|compiled|translated) by \p{L}.{0,160}$/u,
  // where it comes from and where it goes on
  /^\(?(?:with|mit|avec|con) (?:inputs?|agency inputs?|reporting|files|material|information(?:en|s)?|información) (?:from|by|von|de) .{2,60}$/,
  /^[-–—(]{1,2} ?(?:ap|afp|reuters|dpa|epd|apa|sda|efe|ansa|pti|ani|ians|tass|xinhua|bloomberg|agencies|agenturen|agences|agencias)\)?\.?$/,
  /^(?:sources?|quellen?|fuentes?|via) ?: ?.{2,60}$/,
  /^(?:this|the) (?:article|story|piece|post|column|report) (?:was |has been )?(?:originally |first )?(?:published|appeared|posted|syndicated|translated|adapted)\b.{0,160}$/,
  /^(?:dieser (?:artikel|text|beitrag) (?:erschien|ist) (?:zuerst|erstmals|ursprünglich)|cet article (?:a été|est) (?:initialement )?publié|este artículo (?:se publicó|fue publicado))\b.{0,160}$/,
  /^disclaimer ?: /,
  /^(?:read|see|get|find) (?:the|our|more|all|this) .{0,60}\bhere\.?$/,
  /^(?:for (?:more|the latest|breaking) .{2,60}(?:visit|follow|download|click|subscribe)|catch (?:all|the) .{2,80}(?:app|live|here)|download (?:the|our) .{0,40}\bapp)\b.{0,120}$/,
  /^.{0,80}\b(?:tell us|let us know|share your (?:thoughts|views?|opinion)|leave (?:a|your) comments?|have your say|join the (?:conversation|debate))\b.{0,40}\b(?:comments?|below)\b.{0,40}$/,
  /^you have \d+ .{0,40}(?:free )?(?:articles?|stories) (?:left|remaining).{0,60}$/,
  /^(?:notify me of|benachrichtige mich|prévenez-moi|notificarme|avísame) .{0,100}$/,
  // copies and rights
  /^(?:©|\(c\) ?\d{4}|copyright\s?(?:©|\(c\)|\d{4}|by\b)).{0,200}$/,
  /^.{0,120}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\.?$/,
  /^this (?:material|article|content|story) (?:may not be|cannot be|was originally) (?:published, broadcast|republished|reproduced)/,
  /^copy ?\/? ?paste .{0,80}\blink\b/,
]

/** Offers of a subscription or an account: the list of advantages below them goes with them. */
export const offerPatterns: RegExp[] = [
  /^(?:subscribe|sign up|register|log in|sign in)(?: now| today)? to (?:read|get|continue|unlock|enjoy|access|keep)\b.{0,160}$/,
  /^(?:create (?:an|a free) account|sign in or (?:create|register)|register (?:for free|now|today))\b.{0,160}$/,
  /^(?:this (?:content|article|story) is (?:reserved|available|exclusive)|don.t have an account|already have an account|enjoy unlimited|unlimited (?:digital |online )?access)\b.{0,160}$/,
  /^(?:jetzt (?:testen|abonnieren|registrieren|weiterlesen)|(?:\d+|vier|zwei|einen?) (?:wochen?|monate?) (?:kostenlos|gratis|für (?:nur )?\d)|mit (?:einem|dem) abo\b|sie haben (?:bereits|noch kein)|als abonnent)\b.{0,200}$/,
  /^(?:abonnez-vous (?:pour|à partir|dès)|créez un compte|profitez de|déjà abonné|suscríbete (?:para|por|desde)|crea una cuenta|disfruta de acceso|hazte (?:socio|suscriptor))\b.{0,200}$/,
]

/** Counters and scores that widgets leave behind. */
export const counterPatterns: RegExp[] = [
  /^\d[\d.,]{0,9} ?(?:\d+ )?(?:votes?|comments?|shares?|likes?|views?|replies|reactions?|kommentare?|commentaires?|comentarios?|stimmen|votos?)$/,
  /^\d{1,3} ?(?:min(?:ute)?s?|minuten?|min\.|minutos?)(?: ?(?:read|lesezeit|de lecture|de lectura))?$/,
  /^(?:reading time|lesezeit|temps de lecture|tiempo de lectura|estimated reading time)\b.{0,30}$/,
  /^(?:average rating|rating|rated|bewertung|note moyenne|valoración)\b[^a-z]{0,30}(?:\d|out of).{0,30}$/,
  /^\d+(?:[.,]\d+)? ?(?:\/|out of|von|sur|de) ?\d+(?: stars?| sternen?)?$/,
]
