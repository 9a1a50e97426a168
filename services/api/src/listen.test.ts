import { MisuseError } from '@stancewire/contracts'
import { openLog } from '@stancewire/runtime'
import fastify from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from './listen.ts'

const log = openLog('test', 'silent')

async function listening(host: string, port = 0): Promise<string> {
  const server = fastify()
  onTestFinished(() => server.close())
  return listen(server, { host, port }, log)
}

const portOf = (url: string) => Number(new URL(url).port)

it.each(['127.0.0.1', 'localhost', '0.0.0.0'])('says where it listens: %s', async (host) => {
  const url = await listening(host)
  expect(url).toMatch(new RegExp(`^http://${host.replaceAll('.', '\\.')}:\\d+$`))
  expect(portOf(url)).toBeGreaterThan(0)
})

it('takes another port on this machine, and none beyond it, where its own is taken', async () => {
  const port = portOf(await listening('0.0.0.0'))
  expect(portOf(await listening('127.0.0.1', port))).not.toBe(port)
  const beyond = listening('0.0.0.0', port)
  await expect(beyond).rejects.toThrow(MisuseError)
  await expect(beyond).rejects.toThrow(`port ${port} of 0.0.0.0 (EADDRINUSE): end what has it, or set api.port to`)
})

it.each(['203.0.113.7', 'nowhere.invalid'])('refuses an api.host that is not of this machine: %s', async (host) => {
  const refused = listening(host)
  await expect(refused).rejects.toThrow(MisuseError)
  await expect(refused).rejects.toThrow(`api.host is ${host}, which is no address of this machine (E`)
})
