import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type SmallCheckout, smallCheckout } from './small-checkout.ts'

const repository = join(import.meta.dirname, '..', '..')
const configuration = [
  'package.json',
  'package-lock.json',
  'biome.json',
  'tsconfig.json',
  'turbo.json',
  'knip.json',
  '.gitignore',
]

/**
 * A house of five small rooms under this repository's own rules: its configuration, its tools, rooms with the names and
 * tags that the rules speak of. All checks pass on it.
 */
export async function smallHouse(): Promise<SmallCheckout> {
  const house = await smallCheckout()
  for (const file of configuration) await cp(join(repository, file), join(house.root, file))
  await room(house, 'packages/contracts', [])
  await room(house, 'packages/url', ['contracts'])
  await room(house, 'services/fetcher', ['contracts', 'url'])
  await room(house, 'services/parser', ['contracts'])
  await room(house, 'packages/dashboard', [])
  await house.put('packages/contracts/src/index.ts', 'export interface Message {\n  url: string\n}\n')
  await house.put('packages/url/src/index.ts', pure)
  await house.put(
    'services/fetcher/src/start.ts',
    service("import { messageOf } from '@stancewire/url'", 'messageOf(url)'),
  )
  await house.put('services/parser/src/start.ts', service('', '{ url }'))
  await house.put(
    'packages/dashboard/src/index.ts',
    "export const builtDashboard: URL = new URL('../dist/', import.meta.url)\n",
  )
  await house.put('packages/dashboard/page/main.tsx', "document.title = 'Stancewire'\n")
  const types = 'packages/dashboard/page/tsconfig.json'
  await cp(join(repository, types), join(house.root, types))
  await linkTools(house)
  return house
}

const pure = `import type { Message } from '@stancewire/contracts'

export function messageOf(url: string): Message {
  return { url }
}
`

function service(furtherImport: string, message: string): string {
  const imports = ["import type { Message } from '@stancewire/contracts'", furtherImport].filter(Boolean).join('\n')
  return `${imports}\n\nexport function start(url: string): Message {\n  return ${message}\n}\n`
}

async function room({ root, put }: SmallCheckout, path: string, needs: string[]): Promise<void> {
  const manifest = {
    name: `@stancewire/${path.split('/')[1]}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    exports: { '.': path.startsWith('services') ? './src/start.ts' : './src/index.ts' },
    dependencies: Object.fromEntries(needs.map((name) => [`@stancewire/${name}`, '0.1.0'])),
    devDependencies: { vitest: '5.1.1' },
  }
  await put(`${path}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`)
  await cp(join(repository, path, 'turbo.json'), join(root, path, 'turbo.json'))
}

/** Every installed package is the repository's, but our own rooms are those of the small house. */
async function linkTools({ root }: SmallCheckout): Promise<void> {
  const installed = join(repository, 'node_modules')
  await mkdir(join(root, 'node_modules', '@stancewire'), { recursive: true })
  for (const name of await readdir(installed)) {
    if (name !== '@stancewire') await symlink(join(installed, name), join(root, 'node_modules', name))
  }
  for (const path of ['packages/contracts', 'packages/url', 'services/fetcher', 'services/parser']) {
    await symlink(join(root, path), join(root, 'node_modules', '@stancewire', path.split('/')[1] ?? ''))
  }
}
