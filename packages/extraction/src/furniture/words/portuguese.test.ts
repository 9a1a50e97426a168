import { describe, expect, it } from 'vitest'
import { furnitureKind } from '../line-kind.ts'

describe('furniture in Portuguese', () => {
  it.each([
    ['share rows', 'line', ['Compartilhar no WhatsApp', 'Partilhe esta notícia', 'Copiar link']],
    ['comment buttons and counts', 'line', ['Ver comentários', 'Sem comentários', '12 comentários']],
    ['labels of advertisements', 'line', ['Publicidade', 'Continua após a publicidade', 'Conteúdo patrocinado']],
    [
      'buttons of reading on and aloud',
      'line',
      ['Continue lendo', 'Continuar a ler', 'Ouvir artigo', 'Voltar ao topo'],
    ],
    ['labels of pictures and players', 'line', ['Ampliar imagem', 'Foto de arquivo', 'Ver galeria']],
    [
      'log-in and subscription buttons',
      'line',
      ['Assine já', 'Iniciar sessão', 'Exclusivo para assinantes', 'Cadastre-se'],
    ],
    ['consent buttons', 'line', ['Aceitar todos', 'Política de privacidade']],
    [
      'headings of lists of other articles',
      'list-heading',
      ['Leia também', 'Notícias relacionadas', 'Mais lidas', 'Você também pode gostar'],
    ],
    [
      'comment forms, author boxes and guest books',
      'tail-heading',
      ['Deixe um comentário', 'O seu endereço de e-mail não será publicado.', 'Sobre o autor', 'Livro de visitas'],
    ],
    [
      'lines that lead to another article',
      'line',
      ['Leia também: A balsa volta a operar', 'Veja também: focas no estuário', 'LEIA MAIS: Quem paga a ponte'],
    ],
    ['newsletter prompts', 'line', ['Inscreva-se na nossa newsletter.', 'Receba as notícias do dia no seu e-mail.']],
    [
      'prompts to follow the outlet',
      'line',
      ['Siga-nos no Instagram', 'Entre no nosso canal do WhatsApp', 'Siga o Vale no Google News'],
    ],
    ['prompts to donate', 'line', ['Apoie o jornalismo independente.', 'Faça uma doação']],
    ['prompts to log in', 'line', ['Já é assinante? Faça login', 'Para continuar a ler, inicie sessão.']],
    ['hints of comment forms', 'line', ['Os campos obrigatórios são marcados com *']],
    ['consent notices', 'line', ['Utilizamos cookies para melhorar a visita.', 'Este site usa cookies.']],
    ['prompts to report a mistake', 'line', ['Encontrou um erro? Avise a redação.', 'Reportagem em atualização']],
    ['lines on the first publication', 'line', ['Este texto foi publicado originalmente no Vale.']],
    ['copyright lines', 'line', ['© 2024 O Vale. Todos os direitos reservados.']],
    ['labels of texts made by machines', 'line', ['Este resumo foi gerado por inteligência artificial.']],
    ['offers of a subscription', 'offer', ['Assine para ler sem limites']],
    ['credits of agencies', 'line', ['Fonte: Lusa', 'Com informações da Agência Brasil']],
    ['bylines', 'byline', ['Por Rui Salema', 'Texto de Ana Prado']],
    ['date lines', 'byline', ['Publicado em 17/05/2024 às 10h05', 'Atualizado em 17 de maio de 2024', 'Há 3 horas']],
    [
      'photo credits and captions',
      'caption',
      ['Foto: Ana Prado', 'Foto: Ana Prado/Divulgação', 'A ponte na sexta. (Foto: Ana Prado)'],
    ],
    ['reading times and ratings', 'line', ['4 min de leitura', 'Tempo de leitura: 4 minutos']],
    ['headings above comments', 'tail-heading', ['3 comentários em “Sobre os anéis viários”']],
  ])('knows %s as %s', (_what, kind, lines) => {
    for (const line of lines) expect([line, furnitureKind(line)]).toEqual([line, kind])
  })

  it.each([
    'Por volta das seis, a água chegou à igreja.',
    'Com Rui Salema e Ana Prado',
    'Publicidade e imprensa não se dão bem, diz ela.',
    'Os comentários do ministro não ajudaram.',
    'Siga o rio por três quilômetros, aconselha o prefeito.',
    'Assine aqui, pediu o guarda, e pode ir.',
    'Mais lidas do que ouvidas, as cartas ficaram na gaveta.',
    'Fontes do porto negaram a notícia.',
    'Já é noite quando a balsa chega.',
    'Receba os meus pêsames, disse ele.',
    'Reportagem de ontem mostrou a ponte vazia.',
    'Edição de domingo esgotou em uma hora.',
    'Você deve estar cansado, disse o barqueiro.',
    'Entre no rio só quem sabe nadar, diz a placa.',
  ])('keeps the sentence "%s"', (line) => {
    expect(furnitureKind(line)).toBeNull()
  })
})
