import type { Edition } from '../edition.ts'
import { html } from '../html.ts'

/** The page behind a dead link. */
export const notFoundPage = ({ outlet }: Pick<Edition, 'outlet'>): string =>
  html`<!DOCTYPE html>
<html lang="${outlet.language}"><head><meta http-equiv="content-type" content="text/html; charset=${outlet.charset}"><title>Page not found - ${outlet.name}</title></head>
<body><header><a href="/">${outlet.name}</a></header><h1>404</h1>
<p>The page you were looking for has moved, was withdrawn or never existed.</p><p><a href="/">Back to the front page</a></p></body></html>
`.html
