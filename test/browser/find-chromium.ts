import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { installPackage } from '../install-package.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
]

/** What to do where no browser can be had. */
export const advice =
  'The tests of the dashboard need Chromium or Chrome (Debian: apt-get install chromium), or CHROMIUM_PATH=/path/to/it'

/** The browser of this machine: the one that CHROMIUM_PATH names, or the first that is found; as root on Debian it is installed where there is none. `undefined` where none can be had. */
export async function findChromium(say: (line: string) => void): Promise<string | undefined> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (await isThere(given)) return given
    throw new Error(`CHROMIUM_PATH names ${given}, which is not there`)
  }
  const found = await look()
  if (found) return found
  await installPackage('chromium', say).catch((error: Error) =>
    say(`It could not be installed: ${error.message.split('\n')[0]}`),
  )
  return look()
}

async function look(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = [...folders, '/usr/bin'].flatMap((folder) => names.map((name) => join(folder, name)))
  for (const file of [...candidates, ...places]) if (await isThere(file)) return file
  return undefined
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
