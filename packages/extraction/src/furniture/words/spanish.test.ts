import { describe, expect, it } from 'vitest'
import { furnitureKind } from '../line-kind.ts'

describe('furniture in Spanish', () => {
  it.each([
    ['share rows', 'line', ['Compartir en WhatsApp', 'Comparte esta noticia', 'Copiar enlace']],
    ['comment buttons and counts', 'line', ['Ver comentarios', 'Sin comentarios', '12 comentarios']],
    [
      'labels of advertisements',
      'line',
      ['Publicidad', 'La nota continúa después de la publicidad', 'Contenido patrocinado'],
    ],
    ['buttons of reading on and aloud', 'line', ['Seguir leyendo', 'Escuchar artículo', 'Volver arriba']],
    ['labels of pictures and players', 'line', ['Ampliar imagen', 'Foto de archivo', 'Ver galería']],
    ['log-in and subscription buttons', 'line', ['Suscríbete', 'Iniciar sesión', 'Exclusivo suscriptores']],
    ['consent buttons', 'line', ['Aceptar todo', 'Configurar cookies']],
    [
      'headings of lists of other articles',
      'list-heading',
      ['Te puede interesar', 'Noticias relacionadas', 'Lo más leído', 'Temas relacionados'],
    ],
    [
      'comment forms, author boxes and guest books',
      'tail-heading',
      [
        'Deja un comentario',
        'Tu dirección de correo electrónico no será publicada.',
        'Sobre el autor',
        'Libro de visitas',
      ],
    ],
    [
      'lines that lead to another article',
      'line',
      [
        'Lee también: El puente que no llega',
        'Te puede interesar: Focas en la ría',
        'Puedes leer: Quién paga el puente',
      ],
    ],
    [
      'newsletter prompts',
      'line',
      ['Suscríbete a nuestro boletín diario.', 'Recibe cada mañana las noticias en tu correo.'],
    ],
    ['prompts to follow the outlet', 'line', ['Síguenos en Facebook y X.', 'Únete a nuestro canal de WhatsApp']],
    ['prompts to donate', 'line', ['Apoya el periodismo independiente.', 'Haz una donación']],
    ['prompts to log in', 'line', ['¿Ya eres suscriptor? Inicia sesión', 'Debes iniciar sesión para comentar.']],
    ['hints of comment forms', 'line', ['Los campos obligatorios están marcados con *']],
    [
      'consent notices',
      'line',
      ['Utilizamos cookies propias y de terceros.', 'Para ver este contenido acepta las cookies.'],
    ],
    ['prompts to report a mistake', 'line', ['¿Has visto un error? Avísanos.', 'Noticia en desarrollo.']],
    ['lines on the first publication', 'line', ['Este artículo se publicó originalmente en El Valle.']],
    ['copyright lines', 'line', ['© 2024 El Valle. Todos los derechos reservados.']],
    ['labels of texts made by machines', 'line', ['Este resumen ha sido generado por inteligencia artificial.']],
    ['offers of a subscription', 'offer', ['Suscríbete para seguir leyendo sin límites.']],
    ['credits of agencies', 'line', ['Fuente: EFE', 'Con información de EFE y AFP']],
    ['bylines', 'byline', ['Por Inés Corrado', 'Texto: Luis Merino']],
    ['date lines', 'byline', ['Actualizado el 17 de mayo de 2024 a las 10:05', '17 de mayo de 2024', 'Hace 3 horas']],
    ['photo credits and captions', 'caption', ['Foto: Luis Merino', 'El puente, el viernes. (Foto: Luis Merino)']],
    ['reading times and ratings', 'line', ['4 min de lectura', 'Tiempo de lectura: 4 minutos']],
    ['headings above comments', 'tail-heading', ['3 comentarios en «Sobre las rondas»']],
  ])('knows %s as %s', (_what, kind, lines) => {
    for (const line of lines) expect([line, furnitureKind(line)]).toEqual([line, kind])
  })

  it.each([
    'Por la tarde el agua llegó a la iglesia.',
    'Por Dios y por la patria',
    'Sigue la guerra en nuestro país, lamentó el alcalde.',
    'Compartir el río ya no basta a los dos pueblos.',
    'Publicidad y prensa no casan bien, dice ella.',
    'Los comentarios del ministro no ayudaron.',
    'Recibe cada mañana a cien pacientes.',
    'Fuentes del puerto negaron la noticia.',
    'Con Inés Corrado y Luis Merino',
    'Más información pidió también la fiscal.',
    'Temas como el peaje dividen a la junta.',
    'Mira al río y calla.',
    'Queda prohibida la venta de alcohol.',
    'Para comentar la jugada llegaron tres viejos.',
    'Lee la carta otra vez, le dijo, y verás mi nombre.',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })
})
