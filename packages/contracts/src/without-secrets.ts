// Bounded, so that long text costs what it is long.
const logins = /\/\/[^\s/?#"'<>\\]{1,512}@/g
// Of a text in JSON, what stands before its end or a quote inside it. No header holds an ellipsis: there it says what to send.
const headers = /\b(authorization\\?["']? ?[:=] ?\\?["']?)(?! ?bearer …)[^"'\\\r\n]{1,4096}/gi
const bearers = /\b(bearer +)[\w.~+/=-]{20,4096}/gi
const tokens = /stw_[\w-]{6,512}/g

/** Text that may be shown to anybody: addresses without names and passwords, no token of ours, nothing from an `Authorization` header. What else it says stays. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(logins, '//***@')
    .replaceAll(headers, '$1***')
    .replaceAll(bearers, '$1***')
    .replaceAll(tokens, 'stw_***')
}
