/** What the bench calls of peers that come without types. */
declare module '@postlight/parser' {
  type Found = { readonly title: string | null; readonly content: string | null }
  const parser: { parse(url: string, options: { html: string; fetchAllPages: boolean }): Promise<Found> }
  export = parser
}

declare module 'jsdom' {
  export class VirtualConsole {}
  export class JSDOM {
    constructor(html: string, options: { url: string; virtualConsole: VirtualConsole })
    readonly window: { readonly document: object; close(): void }
  }
}
