/** Rows of phrases, one or more for each language, as one expression that matches whole words. */
function anyOf(rows: string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${rows.join('|')})(?![\\p{L}\\p{N}])`, 'iu')
}

/** What stands on the page that a site shows to those it takes for robots. */
export const challengeWords = anyOf([
  'just a moment|checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|are you a (?:human|robot)|i.m not a robot|attention required|unusual (?:traffic|activity)|pardon our interruption',
  'complete the security check|enable cookies and reload|ddos protection|access to this page has been denied|press (?:and|&) hold|(?:human|bot) verification|security check(?:point)?|captcha',
  'einen moment(?: bitte)?(?:…|\\.\\.\\.)|bist du ein mensch|sind sie ein (?:mensch|roboter)|ich bin kein roboter|ungewöhnliche aktivität(?:en)?|ungewöhnlicher datenverkehr|sicherheitsüberprüfung|browser wird überprüft',
  'un instant(?:…|\\.\\.\\.)|vérifions que vous êtes humain|êtes-vous un robot|je ne suis pas un robot|vérification de (?:sécurité|votre navigateur)|(?:activité|trafic) inhabituelle?',
  'un momento(?:…|\\.\\.\\.)|confirma que eres humano|(?:eres|no soy) un robot|(?:comprobación|verificación) de seguridad|(?:actividad|tráfico) inusual|verificando (?:que|tu navegador|su navegador)',
  '(?:non sono|sei) un robot|conferma di essere umano|verifica di sicurezza|(?:attività|traffico) insolit[ao]|verifica del browser',
  'um momento(?:…|\\.\\.\\.)|(?:não sou|é) um robô|não sou robô|confirme que (?:é|você é) humano|verificação de segurança|(?:atividade|tráfego) incomum',
  'chwileczkę|nie jestem robotem|czy jesteś (?:człowiekiem|robotem)|potwierdź, że jesteś człowiekiem|weryfikacja bezpieczeństwa|sprawdzanie (?:bezpieczeństwa|przeglądarki)|nietypow(?:y ruch|a aktywność)',
  'я не робот|підтвердьте, що ви (?:не робот|людина)|перевірка (?:безпеки|браузера)|незвичн(?:а активність|ий трафік)|підозріл(?:а активність|ий трафік)',
  'подтвердите, что вы (?:не робот|человек)|проверка (?:безопасности|браузера)|необычн(?:ая активность|ый трафик)|подозрительн(?:ая активность|ый трафик)',
])

const missingThings =
  'page|article|content|story|site|file|url|seite|artikel|inhalt|beitrag|contenu|página|artículo|contenido|noticia|pagina|articolo|contenuto|artigo|conteúdo|notícia|strona|strony|artykułu?|treści?|сторінк[ауи]|статт[яюі]|матеріалу?|страниц[ауы]|стать[яюи]|материала?'
const isMissing = [
  'not found|not available|unavailable|cannot be found|can.t be found|doesn.t exist|does not exist|no longer (?:exists|available)',
  'nicht gefunden|existiert nicht|nicht (?:mehr )?verfügbar|introuvable|n.existe (?:pas|plus)|non trouvée?|n.est plus disponible',
  'no encontrad[ao]|no existe|no (?:está )?disponible|no se (?:ha encontrado|encuentra|encontró)|non (?:è stat[ao] )?trovat[ao]|non esiste|non (?:è )?(?:più )?disponibile',
  'não (?:foi )?encontrad[ao]|não existe|indisponível|nie (?:została |został )?znalezion[ayo]|nie istnieje|jest niedostępn[ya]',
  'не знайдено|не існує|недоступн[аиі]й?|не найден[ао]?|не существует|удален[ао]?|удалён',
].join('|')
const refusals = [
  'not found|forbidden|access denied|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|something went wrong.{0,30}|(?:oops|ups|oups|hoppla|ops|ой|упс)(?!\\p{L}).{0,60}|(?:under|site) maintenance',
  'zugriff verweigert|wartungsarbeiten|interner serverfehler|nicht gefunden|accès refusé|accès interdit|erreur interne(?: du serveur)?|(?:site )?en maintenance|acceso denegado|error interno(?: del servidor)?|(?:sitio )?en mantenimiento',
  'accesso negato|errore interno(?: del server)?|(?:sito )?in manutenzione|acesso negado|erro interno(?: do servidor)?|(?:site )?em manutenção|(?:brak|odmowa) dostępu|błąd (?:wewnętrzny )?serwera|przerwa techniczna|nie znaleziono.{0,30}',
  'доступ заборонено|(?:внутрішня )?помилка сервера|технічні роботи|не знайдено|доступ запрещ[её]н|(?:внутренняя )?ошибка сервера|технические работы|не найдено',
].join('|')

/** A heading that stands on error pages alone, as a whole. */
export const errorTitle = new RegExp(
  `^(?:\\W{0,3}(?:http |server ?)?(?:error|fehler|erreur|errore|erro|błąd|помилка|ошибка)?\\W{0,4}(?:40[0134]|410|429|50[0234])(?!\\d).{0,60}|(?:.{0,40}(?<!\\p{L}))?(?:${missingThings})(?!\\p{L}).{0,24}(?<!\\p{L})(?:${isMissing})(?!\\p{L}).{0,60}|${refusals})$`,
  'iu',
)

/** What consent dialogs talk about. */
export const consentWords = anyOf([
  'we value your privacy|before you continue|your privacy (?:choices|matters)|cookies?|consent|tracking|our \\d+ partners|personali[sz]ed ads|data processing|legitimate interest',
  'einwilligung(?:en)?|zustimm(?:en|ung)|datenschutzeinstellungen|privatsphäre|personalisierte werbung|partner (?:verarbeiten|speichern)|datenverarbeitung|berechtigtes interesse',
  'vos données|respect de votre vie privée|consente(?:ment|z)|traceurs|intérêt légitime|tu privacidad|su privacidad|consentimiento|rastreo|interés legítimo',
  'la tua privacy|la vostra privacy|consenso|tracciamento|legittimo interesse|trattamento dei dati|sua privacidade|consentimento|rastreamento|legítimo interesse|tratamento de dados',
  'prywatnoś(?:ć|ci)|zgod[aęy]|pliki? cookies?|ciastecz\\p{L}{1,4}|zaufan(?:i|ych|ymi) partner\\p{L}{1,4}|przetwarzani[aeu] danych|danych osobowych',
  'згод[аиуо]ю?|погоджу\\p{L}{1,6}|конфіденційн\\p{L}{2,4}|приватн\\p{L}{2,4}|файл(?:и|ів) cookies?|персональних даних|обробк\\p{L}{1,2} даних',
  'соглас(?:ие|ия|ен|ны)|конфиденциальн\\p{L}{2,4}|файл(?:ы|ов) cookies?|персональных данных|обработк\\p{L}{1,2} данных',
])

/** Says that there is more of this very text, for those who pay or sign in. */
export const lockedWords = anyOf([
  'subscribe (?:now )?to (?:continue|keep|read)|to (?:continue|keep) reading|continue reading (?:with|for|by)|(?:is|only|exclusively|reserved) (?:for|available to) (?:our )?(?:paying )?(?:subscribers|members)|subscriber[- ]only|subscribers only',
  'unlock this (?:article|story)|(?:sign|log) in to (?:continue|keep|read)|(?:reached|used) (?:all )?your (?:limit of |monthly )?free articles|create (?:a|your) free account to (?:continue|read)',
  'weiterlesen mit|jetzt (?:weiterlesen|freischalten)|diesen artikel (?:weiterlesen|freischalten)|(?:nur|exklusiv) für abonnent(?:en|innen)|dieser artikel ist kostenpflichtig|(?:möchten|wollen) (?:sie )?weiterlesen|anmelden und weiterlesen',
  'réservée? (?:à nos|aux) abonnée?s|il vous reste .{1,20} à (?:lire|découvrir)|pour lire (?:la suite|l.intégralité)|abonnez-vous pour (?:lire|continuer)|connectez-vous pour (?:lire|continuer)',
  '(?:exclusivo|solo|sólo|reservado) para (?:nuestros )?(?:suscriptores|socios|abonados)|para seguir leyendo|suscríbete para (?:leer|seguir)|inicia sesión para seguir',
  'riservat[oa] (?:agli|ai nostri) abbonati|solo per (?:gli )?abbonati|per continuare a leggere|abbonati per (?:continuare|leggere)|accedi per (?:continuare|leggere)|continua a leggere con',
  '(?:exclusiv[oa]|só|reservad[oa]|apenas) (?:para|a) (?:os )?(?:nossos )?(?:assinantes|subscritores)|para continuar (?:a ler|lendo|a leitura)|assine para (?:ler|continuar)|faça login para continuar',
  '(?:tylko|wyłącznie) dla (?:subskrybentów|prenumeratorów|abonentów)|dostępn[aye] (?:jest )?(?:tylko )?dla (?:subskrybentów|prenumeratorów|abonentów)|aby (?:czytać|przeczytać) (?:dalej|całość|więcej)|zaloguj się,? (?:aby|i) (?:czytać|czytaj)|pozostało .{1,20} (?:tekstu|artykułu)',
  '(?:лише|тільки) для (?:передплатників|підписників)|щоб (?:читати|прочитати) (?:далі|повністю|повний)|(?:оформіть|оформити) (?:передплату|підписку),? щоб|доступн(?:ий|а|о) (?:лише |тільки )?(?:за передплатою|за підпискою|передплатникам|підписникам)',
  'только для подписчиков|чтобы (?:читать|прочитать) (?:далее|дальше|полностью|полный)|(?:оформите|оформить) подписку,? чтобы|доступ(?:ен|на|но) (?:только )?(?:по подписке|подписчикам|для подписчиков)',
])

/** Offers that stand on free pages too: they count inside what calls itself a paywall. */
export const offerWords = anyOf([
  'already a (?:subscriber|member)|start your (?:free )?trial|subscribe now|jetzt abonnieren|bereits abonnent(?:in)?|déjà abonnée?|abonnez-vous|ya eres suscriptor|suscríbete',
  'sei già abbonato|abbonati (?:ora|subito|adesso)|já é (?:assinante|subscritor)|assine (?:já|agora)|masz już (?:prenumeratę|subskrypcję|dostęp)|(?:kup|wykup) (?:dostęp|prenumeratę|subskrypcję)',
  'вже (?:передплатили|передплатник|маєте підписку)|оформ(?:іть|ити) (?:передплату|підписку)|уже (?:подписаны|подписчик|есть подписка)|оформ(?:ите|ить) подписку',
])
