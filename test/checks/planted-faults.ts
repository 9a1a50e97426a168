/** Files that break one rule of the house, and what the check that guards the rule has to say about them. */
interface PlantedFault {
  rule: string
  check: 'biome' | 'tsc' | 'tsc-page' | 'boundaries' | 'knip'
  files: Record<string, string>
  says: RegExp
}

const url = 'packages/url/src'
const fetcher = 'services/fetcher/src'

/** One fault for each rule that carries the architecture. */
export const plantedFaults: PlantedFault[] = [
  {
    rule: 'a package imports only what its manifest names',
    check: 'biome',
    files: { [`${url}/planted.ts`]: "import { z } from 'zod'\n\nexport const planted = z.string()\n" },
    says: /planted\.ts.*noUndeclaredDependencies/,
  },
  {
    rule: 'imports do not go in circles',
    check: 'biome',
    files: {
      [`${url}/planted.ts`]: "import { round } from './round.ts'\n\nexport const planted = () => round\n",
      [`${url}/round.ts`]: "import { planted } from './planted.ts'\n\nexport const round = () => planted\n",
    },
    says: /planted\.ts.*noImportCycles/,
  },
  {
    rule: 'a pure package uses no Node module',
    check: 'biome',
    files: {
      [`${url}/planted.ts`]:
        "import { readFileSync } from 'node:fs'\n\nexport const planted = () => readFileSync('x')\n",
    },
    says: /The core is pure/,
  },
  {
    rule: 'only config.ts reads the environment',
    check: 'biome',
    files: { [`${fetcher}/planted.ts`]: 'export const planted = process.env.HOME\n' },
    says: /planted\.ts.*noProcessEnv/,
  },
  {
    rule: 'exports are named',
    check: 'biome',
    files: { [`${fetcher}/planted.ts`]: 'export default function planted(): void {}\n' },
    says: /planted\.ts.*noDefaultExport/,
  },
  {
    rule: 'no promise is forgotten',
    check: 'biome',
    files: {
      [`${fetcher}/planted.ts`]:
        'async function add(): Promise<void> {}\n\nexport function planted(): void {\n  add()\n}\n',
    },
    says: /planted\.ts.*noFloatingPromises/,
  },
  {
    rule: 'no test is singled out',
    check: 'biome',
    files: {
      [`${fetcher}/planted.test.ts`]:
        "import { expect, it } from 'vitest'\n\nit.only('runs alone', () => {\n  expect(1).toBe(1)\n})\n",
    },
    says: /planted\.test\.ts.*noFocusedTests/,
  },
  {
    rule: 'a service logs and does not print',
    check: 'biome',
    files: { [`${fetcher}/planted.ts`]: "export function planted(): void {\n  console.log('fetched')\n}\n" },
    says: /planted\.ts.*noConsole/,
  },
  {
    rule: 'a file is about one idea',
    check: 'biome',
    files: {
      [`${fetcher}/planted.ts`]: Array.from({ length: 301 }, (_, line) => `export const line${line} = ${line}\n`).join(
        '',
      ),
    },
    says: /planted\.ts.*noExcessiveLinesPerFile/,
  },
  {
    rule: 'code is formatted',
    check: 'biome',
    files: { [`${fetcher}/planted.ts`]: 'export const planted = "double"\n' },
    says: /planted\.ts format/,
  },
  {
    rule: 'types fit',
    check: 'tsc',
    files: { [`${fetcher}/planted.ts`]: "export const planted: number = ['a', 'b'][0]\n" },
    says: /planted\.ts.*TS2322/,
  },
  {
    rule: 'types of the dashboard fit',
    check: 'tsc-page',
    files: { 'packages/dashboard/page/planted.tsx': 'document.title = 1\n' },
    says: /planted\.tsx.*TS2322/,
  },
  {
    rule: 'a picture of the dashboard says what it shows',
    check: 'biome',
    files: { 'packages/dashboard/page/planted.tsx': 'export const planted = <img src="/mark.svg" />\n' },
    says: /planted\.tsx.*useAltText/,
  },
  {
    rule: 'a door opens into its own package only',
    check: 'boundaries',
    files: {
      [`${fetcher}/planted.ts`]:
        "import { messageOf } from '../../../packages/url/src/index.ts'\n\nexport const planted = messageOf\n",
    },
    says: /planted\.ts[\s\S]*outside of `@stancewire\/fetcher`/,
  },
  {
    rule: 'a service does not import another',
    check: 'boundaries',
    files: {
      'services/parser/package.json': manifest('parser', './src/start.ts', {
        '@stancewire/contracts': '0.1.0',
        '@stancewire/fetcher': '0.1.0',
      }),
    },
    says: /`@stancewire\/parser`[\s\S]*fetcher[\s\S]*service/,
  },
  {
    rule: 'the contracts depend on nothing of ours',
    check: 'boundaries',
    files: {
      'packages/contracts/package.json': manifest('contracts', './src/index.ts', { '@stancewire/url': '0.1.0' }),
    },
    says: /`@stancewire\/contracts`[\s\S]*url[\s\S]*domain/,
  },
  {
    rule: 'nothing is exported that nobody imports',
    check: 'knip',
    files: {
      [`${fetcher}/planted.ts`]: 'export const used = 1\nexport const forgotten = 2\n',
      [`${fetcher}/start.ts`]:
        "import { messageOf } from '@stancewire/url'\nimport { used } from './planted.ts'\n\nexport const start = () => [messageOf, used]\n",
    },
    says: /Unused exports[\s\S]*forgotten/,
  },
  {
    rule: 'no dependency is idle',
    check: 'knip',
    files: {
      'services/parser/package.json': manifest('parser', './src/start.ts', {
        '@stancewire/contracts': '0.1.0',
        '@stancewire/url': '0.1.0',
      }),
    },
    says: /Unused dependencies[\s\S]*@stancewire\/url +services\/parser/,
  },
]

function manifest(name: string, door: string, dependencies: Record<string, string>): string {
  const common = { version: '0.1.0', private: true, type: 'module', exports: { '.': door } }
  return `${JSON.stringify({ name: `@stancewire/${name}`, ...common, dependencies }, null, 2)}\n`
}
