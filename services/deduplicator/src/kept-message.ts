type Schema<Message> = { safeParse(given: unknown): { data?: Message | undefined } }

/** A message that was kept beside its body; `undefined` where this version cannot read it. */
export function readMessage<Message>(schema: Schema<Message>, json: string): Message | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
