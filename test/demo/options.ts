import { parseArgs } from 'node:util'

export type DemoOptions = {
  readonly once: boolean
  readonly content: string
  readonly speed: number
  readonly help: boolean
}

export const demoHelp = `npm run demo -- [options]
  --once             end when everything the newsroom publishes has ended
  --content NAME     the newsroom: ground-troops (default) or car-free-centre
  --speed N          publish N times as fast`

/** Reads the demo's options; throws with what is wrong. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      once: { type: 'boolean', default: false },
      content: { type: 'string', default: 'ground-troops' },
      speed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  const speed = Number(values.speed)
  if (!(speed > 0)) throw new Error(`--speed ${values.speed}: expected a number above 0`)
  if (!/^[a-z0-9-]+$/.test(values.content))
    throw new Error(`--content ${values.content}: expected the name of a newsroom`)
  return { once: values.once, help: values.help, content: values.content, speed }
}
