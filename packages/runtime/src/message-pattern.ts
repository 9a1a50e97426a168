const patternMax = 300

/** What stays of an error's message from run to run: without addresses, numbers and ids. A status keeps its number: it tells causes apart. */
export function messagePattern(message: string, { url, host }: { url: string | null; host: string | null }): string {
  let text = message.slice(0, 2_000)
  if (url) text = text.replaceAll(url, 'URL')
  text = text.replace(/https?:\/\/[^\s"'<>),;]+/g, 'URL')
  if (host) text = text.replaceAll(host, 'HOST')
  return text
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '#')
    .replace(/\b[a-z]?(?=[a-f]{0,64}\d)[0-9a-f]{8,128}\b/gi, '#')
    .replace(/(status (?:code )?|HTTP )?\d+(?:[.:]\d+)*/gi, (found, status) => (status ? found : '#'))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, patternMax)
}
