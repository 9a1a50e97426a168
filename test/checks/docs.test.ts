import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { environmentNames, readEnvironment } from '@stancewire/config'
import { PipelineEvent, StopReason, Topic } from '@stancewire/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

type Leaf = { path: string; minimum?: number; maximum?: number; default?: unknown; enum?: string[] }
type Schema = Omit<Leaf, 'path'> & { type?: string; properties?: Record<string, Schema>; items?: Schema }

/** Every key of a schema that holds a value, with its bounds. */
function leaves(schema: Schema, path = ''): Leaf[] {
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([key, value]) =>
      leaves(value, path === '' ? key : `${path}.${key}`),
    )
  }
  const own = { ...schema, path }
  return schema.items?.properties ? [own, ...leaves(schema.items, `${path}[]`)] : [own]
}

/** Rows of a page's tables, by what stands in the code span of their first cell. */
function rows(page: string): Map<string, string> {
  const found = page.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)
  return new Map([...found].map(([, key = '', rest = '']) => [key, rest]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

describe('docs/settings.md', async () => {
  // The schema is no business of other packages; its door keeps it to itself.
  const { Settings } = (await import(join(root, 'packages/config/src/settings.ts'))) as { Settings: z.ZodType }
  const settings = leaves(z.toJSONSchema(Settings, { io: 'input' }) as Schema)
  const described = rows(read('docs/settings.md'))

  it('tells of every key, and of none that is not there', () => {
    expect([...described.keys()].sort()).toEqual([...settings.map(({ path }) => path), ...environmentNames].sort())
  })

  it('gives the bounds and the default that are in force', () => {
    expect(settings.length).toBeGreaterThan(20)
    for (const { path, minimum, maximum, default: standard, enum: choices } of settings) {
      const row = described.get(path) ?? ''
      if (minimum !== undefined) expect(row, path).toContain(`${minimum} to ${maximum}`)
      for (const choice of choices ?? []) expect(row, path).toContain(`\`${choice}\``)
      if (standard !== undefined) expect(row, path).toContain(`\`${textOf(standard)}\``)
    }
  })

  it('gives the defaults of the environment', () => {
    for (const [name, standard] of Object.entries(readEnvironment({}))) {
      if (standard !== undefined) expect(described.get(name), name).toContain(`\`${standard}\``)
    }
  })
})

describe('.env.example', () => {
  it('names every variable, with its default where it has one', () => {
    const named = [...read('.env.example').matchAll(/^(?:# )?([A-Z_]+)=(.*)$/gm)]
    expect(named.map(([, name]) => name).sort()).toEqual([...environmentNames].sort())
    const standard: Record<string, unknown> = readEnvironment({})
    for (const [line, name = '', value] of named) if (!line.startsWith('#')) expect(value).toBe(standard[name])
  })
})

describe('docs/topics.md', () => {
  it('tells of every key of a topic file, and of none that is not there', () => {
    const keys = leaves(z.toJSONSchema(Topic, { io: 'input' }) as Schema).map(({ path }) => path)
    expect([...rows(read('docs/topics.md')).keys()].sort()).toEqual(keys.sort())
  })
})

describe('docs/api.md', () => {
  type Operation = { readonly security?: readonly Readonly<Record<string, readonly string[]>>[] }
  const { paths } = JSON.parse(read('services/api/openapi.json')) as {
    paths: Record<string, Record<string, Operation>>
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
  )
  const page = read('docs/api.md')

  it('lists every request of the document, and none that is not there', () => {
    expect([...rows(page).keys()].sort()).toEqual(operations.map(({ name }) => name).sort())
  })

  it('lists each under the role that it needs', () => {
    const sections = page.split(/^### To /m).map((text) => [text.split('\n', 1)[0], text] as const)
    for (const { name, security = [] } of operations) {
      const role = security.flatMap(({ bearer = [] }) => bearer)[0] ?? 'read'
      const [title] = sections.find(([, text]) => text.includes(`| \`${name}\` |`)) ?? []
      expect({ name, title }).toEqual({ name, title: role === 'admin' ? 'operate' : role })
    }
  })

  it('shows commands as they work in a checkout', () => {
    for (const path of ['docs/api.md', 'docs/export.md'])
      expect(read(path).match(/^.*(?<!npx )(?<![\w@/.-])stancewire [a-z]+ .*$/gm) ?? [], path).toEqual([])
  })
})

describe('docs/events.md', () => {
  const page = read('docs/events.md')
  const sections = page.split(/^## /m).slice(1)
  const types = PipelineEvent.options.map(({ shape }) => shape.type.value)

  it.each(types)('shows %s as it stands among the checked examples', (type) => {
    const section = sections.find((text) => text.startsWith(`\`${type}\``)) ?? ''
    const shown = /```json\n([\s\S]*?)\n```/.exec(section)?.[1] ?? 'null'
    expect(JSON.parse(shown)).toEqual(JSON.parse(read(`packages/contracts/examples/${type}.json`)))
  })

  it('explains every stop reason', () => {
    const explained = [...rows(page).keys()]
    for (const reason of StopReason.options) expect(explained).toContain(reason)
  })
})

describe('THIRD_PARTY.md', () => {
  type Locked = { version?: string; license?: string; dev?: boolean; link?: boolean }
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }

  it('lists every package that a manifest names, with its version and licence', () => {
    const manifests = globSync('{packages,services}/*/package.json', { cwd: root }).map(
      (path) => JSON.parse(read(path)) as { dependencies?: Record<string, string> },
    )
    const named = manifests.flatMap(({ dependencies = {} }) => Object.keys(dependencies))
    const foreign = [...new Set(named.filter((name) => !name.startsWith('@stancewire/')))].sort()
    const listed = rows(read('THIRD_PARTY.md'))
    expect([...listed.keys()].sort()).toEqual(foreign)
    for (const name of foreign) {
      const { version, license } = packages[`node_modules/${name}`] ?? {}
      expect(listed.get(name)).toContain(` ${version} | ${license} |`)
    }
  })

  it('names every licence of what is installed to run', () => {
    const [, sentence = ''] = /is under ([^\n]+)\./.exec(read('THIRD_PARTY.md')) ?? []
    const allowed = sentence.split(/, | or /)
    const others = Object.entries(packages).filter(
      ([path, { dev, link, license }]) =>
        path.startsWith('node_modules/') && !dev && !link && !allowed.includes(license ?? 'none'),
    )
    expect(others).toEqual([])
  })
})

describe('links between the documents', () => {
  const pages = globSync('{*.md,docs/**/*.md,packages/*/*.md,services/*/*.md}', { cwd: root })

  it.each(pages)('of %s lead somewhere', (page) => {
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^\w+:/.test(target)) continue
      expect({ target, isThere: existsSync(join(root, dirname(page), target)) }).toEqual({ target, isThere: true })
    }
  })

  it.each(pages)('and the paths that %s names in code are there', (page) => {
    const paths = read(page).matchAll(/`((?:packages|services|test|infra|docs)\/[\w./-]+\.\w+)`/g)
    for (const [, path = ''] of paths) {
      expect({ path, isThere: existsSync(join(root, path)) }).toEqual({ path, isThere: true })
    }
  })
})

describe('the pictures of README.md', () => {
  const shown = [...read('README.md').matchAll(/!\[([^\]]*)\]\((docs\/[^)]+)\)/g)]
  const pictures = shown.map(([, words = '', path = '']) => ({ words, path }))

  it('are those that there are in docs, each shown once', () => {
    const kept = globSync('docs/*.{png,svg}', { cwd: root })
    expect(kept.length).toBeGreaterThanOrEqual(3)
    expect(pictures.map(({ path }) => path).toSorted()).toEqual(kept.toSorted())
  })

  it.each(pictures)('$path is light, and told in words to those who do not see it', ({ path, words }) => {
    const { size } = statSync(join(root, path))
    expect(size).toBeGreaterThan(1_000)
    expect(size).toBeLessThan(200_000)
    expect(words.split(' ').length).toBeGreaterThan(10)
  })
})

describe('what ARCHITECTURE.md says of the code', () => {
  const naming = (name: string) =>
    globSync('{packages,services}/*/package.json', { cwd: root }).filter((path) => {
      const { dependencies = {} } = JSON.parse(read(path)) as { dependencies?: Record<string, string> }
      return name in dependencies
    })
  const sources = (pattern: string) =>
    globSync(pattern, { cwd: root }).filter((path) => !path.endsWith('.test.ts') && !path.includes('node_modules'))

  it('only runtime names BullMQ, and only web an HTTP client', () => {
    expect(naming('bullmq')).toEqual(['packages/runtime/package.json'])
    expect(naming('undici')).toEqual(['packages/web/package.json'])
    const asking = sources('{packages,services}/*/src/**/*.ts').filter((path) =>
      /(?<![\w.])fetch\((?!\))|\bfrom 'node:(?:https?|tls|http2)'/.test(read(path)),
    )
    // A server for its own tests.
    expect(asking.filter((path) => path !== 'packages/web/src/loopback-server.ts')).toEqual([])
  })

  it('pure packages read no clock, no chance and no environment', () => {
    const pure = sources('packages/{contracts,url,extraction,dedup,feeds,stance}/src/**/*.ts')
    expect(pure.length).toBeGreaterThan(100)
    const impure = pure.filter((path) =>
      /Date\.now\(|new Date\(\)|performance\.now|Math\.random|process\.(?:env|hrtime)|setTimeout\(/.test(read(path)),
    )
    expect(impure).toEqual([])
  })
})
