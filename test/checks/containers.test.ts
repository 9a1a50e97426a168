import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultLimits, environmentNames, parseYaml } from '@stancewire/config'
import { heapOptions } from '@stancewire/runtime'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** They listen on 127.0.0.1 only, which in a container nobody reaches: they run on the host. */
const outsideCompose = ['api', 'queue-monitor']

const list = z.array(z.string()).default([])

/** The keys of the Compose specification that are used here: a misspelt one would be passed over in silence. */
const Service = z.strictObject({
  image: z.string(),
  build: z
    .strictObject({ context: z.string(), dockerfile: z.string(), args: z.strictObject({ SERVICE: z.string() }) })
    .optional(),
  command: list,
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  restart: z.string(),
  stop_grace_period: z.string().regex(/^\d+s$/),
  environment: z.record(z.string(), z.string()).default({}),
  ports: list,
  volumes: list,
  tmpfs: list,
  cap_drop: list,
  security_opt: list,
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  healthcheck: z.strictObject({ test: list, interval: z.string(), timeout: z.string(), retries: z.int() }).optional(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
  profiles: list,
})
const Compose = z.strictObject({
  'x-service': z.unknown(),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.unknown()),
})

type Instruction = { readonly name: string; readonly rest: string }

/** A Dockerfile's instructions, continued lines joined, comments left out. */
function readDockerfile(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line))
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, '')
  return joined.split('\n').flatMap((line) => {
    const [, name, rest] = /^([A-Z]+)\s+(.+)$/.exec(line.trim()) ?? []
    return name && rest ? [{ name, rest }] : []
  })
}

/** Merge keys (`<<`) are YAML 1.1: the document asks for that version. */
const compose = parseYaml('docker-compose.yml', `%YAML 1.1\n---\n${read('docker-compose.yml')}`, Compose)
const services = Object.entries(compose.services)
const ours = services.filter(([, { build }]) => build !== undefined)
const dockerfile = readDockerfile(read('infra/docker/Dockerfile'))
const all = (name: string) => dockerfile.filter((instruction) => instruction.name === name).map(({ rest }) => rest)

describe('docker-compose.yml', () => {
  it('runs every service of the line, but those that only the host can show', () => {
    const folders = readdirSync(join(root, 'services'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const expected = folders.map(({ name }) => name).filter((name) => !outsideCompose.includes(name))
    expect(ours.map(([name]) => name).sort()).toEqual(expected.sort())
    for (const [name, { build }] of ours) expect(build?.args.SERVICE).toBe(name)
  })

  it('names only variables that the configuration reads', () => {
    for (const [name, { environment }] of ours) {
      expect(Object.keys(environment), name).toContain('REDIS_URL')
      expect(environment.STANCEWIRE_MODE, name).toBe('production')
      for (const variable of Object.keys(environment)) expect(environmentNames, name).toContain(variable)
    }
  })

  it('gives jobs in hand longer to finish than the services take', () => {
    for (const [name, { stop_grace_period }] of ours) {
      expect(Number.parseInt(stop_grace_period, 10) * 1_000, name).toBeGreaterThan(defaultLimits.shutdownGraceMs)
    }
  })

  it('passes signals on, starts again what dies, and waits for a Redis that answers', () => {
    for (const [name, service] of ours) {
      expect(service.init, name).toBe(true)
      expect(service.depends_on.redis?.condition, name).toBe('service_healthy')
    }
    for (const [name, { restart }] of services) expect(restart, name).toBe('unless-stopped')
  })

  it('pins every image', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/:(?!latest$)[\w.-]*\d[\w.-]*$/)
    const { version } = JSON.parse(read('services/parser/package.json')) as { version: string }
    for (const [name, { image }] of ours) expect(image).toBe(`stancewire-${name}:${version}`)
  })

  it('publishes ports on this machine only', () => {
    const ports = services.flatMap((service) => service[1].ports)
    expect(ports).toContain('127.0.0.1:6379:6379')
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  it('mounts what is there, and files of ours read-only', () => {
    const mounts = services.flatMap((service) => service[1].volumes)
    for (const mount of mounts) {
      const [from = '', , mode] = mount.split(':')
      if (!from.startsWith('.')) expect(Object.keys(compose.volumes)).toContain(from)
      else expect({ mount, isThere: existsSync(join(root, from)), mode }).toEqual({ mount, isThere: true, mode: 'ro' })
    }
  })

  it('mounts every topic file of the sample settings where they look for it', () => {
    const settings = parseYaml(
      'stancewire.yaml',
      read('stancewire.yaml'),
      z.looseObject({ topics: z.array(z.string()) }),
    )
    const mounted = ours.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')[1] ?? ''))
    for (const topic of settings.topics)
      expect(
        mounted.some((folder) => `/config/${topic}`.startsWith(folder)),
        topic,
      ).toBe(true)
  })

  it('starts a database server for those alone who ask for it', () => {
    expect(compose.services.postgres?.profiles).toEqual(['postgres'])
  })

  it('is what a compose file may hold; docker compose itself says so where its command line is installed', () => {
    expect(services.length).toBeGreaterThan(0)
    if (spawnSync('docker', ['compose', 'version']).status !== 0) return
    const checked = spawnSync('docker', ['compose', '--profile', 'postgres', 'config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status: checked.status, says: checked.stderr }).toEqual({ status: 0, says: '' })
  })
})

describe('the Dockerfile', () => {
  it('brings the Node that the checkout brings', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } }
    const [base, ...others] = all('FROM')
    expect(base).toMatch(new RegExp(`^node:${devDependencies.node.split('.')[0]}-\\w+-slim AS base$`))
    for (const other of others) expect(other).toMatch(/^base(?: AS \w+)?$/)
  })

  it('does not run as root, and makes the service the process that gets the signals', () => {
    expect(all('USER').at(-1)).toBe('node')
    expect(all('CMD').map((rest) => JSON.parse(rest))).toEqual([['node', 'src/main.ts']])
    expect(all('WORKDIR').at(-1)).toBe(`/app/services/\${SERVICE}`)
    expect(all('ENTRYPOINT')).toEqual([])
  })

  it('installs what the lock file says, and nothing for development but where the page is built', () => {
    const installs = all('RUN').filter((rest) => rest.includes('npm'))
    expect(installs).toHaveLength(2)
    expect(installs[0]).toMatch(/^npm ci --omit=dev --workspace/)
    expect(installs[1]).toMatch(/ npm ci --workspace @stancewire\/dashboard .* npm run build/)
    const kept = all('COPY').filter((rest) => rest.startsWith('--from=page'))
    expect(kept).toEqual(['--from=page /app/packages/dashboard/dist packages/dashboard/dist'])
  })

  it('copies by name, fetches nothing, and holds no secret', () => {
    expect(all('ADD')).toEqual([])
    for (const rest of all('COPY')) {
      const sources = rest.split(/\s+/).slice(0, -1)
      if (sources[0]?.startsWith('--from=')) continue
      const paths = sources.map((source) => source.replace(`\${SERVICE}`, 'parser'))
      for (const path of paths) expect({ path, isThere: existsSync(join(root, path)) }).toEqual({ path, isThere: true })
      expect(paths).not.toContain('.')
    }
    expect([...all('ARG'), ...all('ENV')].join(' ')).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY|REDIS_URL/)
  })

  it('names variables that the configuration reads', () => {
    const named = all('ENV').flatMap((rest) => [...rest.matchAll(/(?:^|\s)(\w+)=/g)].map((match) => match[1] ?? ''))
    expect(named.length).toBeGreaterThan(0)
    for (const name of named) expect(['NODE_OPTIONS', ...environmentNames]).toContain(name)
  })

  it('bounds the heap as `up` does', () => {
    expect(all('ENV').join(' ')).toContain(`NODE_OPTIONS="${heapOptions({})}"`)
  })

  it('is not sent what it does not need', () => {
    const [first, ...rules] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(first).toBe('*')
    expect(rules).toEqual(expect.arrayContaining(['**/node_modules', '**/.env*']))
    const letIn = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1).split('/')[0])
    const copied = all('COPY').filter((rest) => !rest.startsWith('--from'))
    for (const rest of copied)
      for (const source of rest.split(/\s+/).slice(0, -1)) expect(letIn).toContain(source.split('/')[0])
  })
})

describe('redis.conf', () => {
  const directives = new Map(
    read('infra/redis/redis.conf')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  )

  it('is a Redis that the services accept in production', () => {
    expect(directives.get('maxmemory-policy')).toBe('noeviction')
    expect(directives.get('appendonly')).toBe('yes')
    expect(directives.get('maxmemory')).toMatch(/^\d+(?:mb|gb)$/)
  })
})
