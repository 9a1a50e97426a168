import { connect } from 'node:net'

/** Redis's answer to one command: its text, and whether it was an error reply. */
export interface RedisReply {
  isError: boolean
  text: string
}

const maxReplyChars = 1_000_000

/**
 * Sends one command over a connection of its own and returns the reply, or null if nobody answers in time. Understands
 * simple, error and bulk replies, which is all that the launcher asks for.
 */
export function askRedis(url: string, command: readonly string[], timeoutMs: number): Promise<RedisReply | null> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let received = ''
    const finish = (reply: RedisReply | null) => {
      socket.destroy()
      resolve(reply)
    }
    socket.setEncoding('latin1').setTimeout(timeoutMs, () => finish(null))
    socket.on('error', () => finish(null)).on('close', () => finish(null))
    socket.on('data', (chunk) => {
      received += chunk
      const reply = readReply(received)
      if (reply !== undefined || received.length > maxReplyChars) finish(reply ?? null)
    })
    socket.write(encodeCommand(command))
  })
}

function encodeCommand(command: readonly string[]): string {
  return `*${command.length}\r\n${command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
}

/** The reply once it is complete; undefined while more must come, null if it is none we understand. */
function readReply(received: string): RedisReply | null | undefined {
  const lineEnd = received.indexOf('\r\n')
  if (lineEnd === -1) return undefined
  const firstLine = received.slice(1, lineEnd)
  if (received[0] === '+') return { isError: false, text: firstLine }
  if (received[0] === '-') return { isError: true, text: firstLine }
  if (received[0] !== '$') return null
  const body = received.slice(lineEnd + 2, lineEnd + 2 + Number(firstLine))
  return body.length < Number(firstLine) ? undefined : { isError: false, text: body }
}

/** Process id of the Redis that answers at this address, or null. */
export async function answeringPid(url: string): Promise<number | null> {
  const reply = await askRedis(url, ['INFO', 'server'], 2_000)
  const pid = /^process_id:(\d+)/m.exec(reply?.text ?? '')?.[1]
  return pid === undefined ? null : Number(pid)
}

/** Whether somebody takes connections at this address: of a process that is stopped, the system does. */
export function takesConnections(url: string, timeoutMs: number): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    const finish = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.setTimeout(timeoutMs, () => finish(false))
    socket.on('connect', () => finish(true)).on('error', () => finish(false))
  })
}
