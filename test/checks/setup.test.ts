import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { endsWithin, pretendInstalled, type SmallCheckout, smallCheckout, start } from './small-checkout.ts'

function setUp({ root }: SmallCheckout, args: string[] = [], env: Record<string, string> = {}) {
  return start(root, process.execPath, ['infra/setup.mjs', ...args], env)
}

/** A program that works until told to end, then says so and takes a moment. */
const tidyChild = `
  import { onParentGone } from './infra/leash.mjs'
  const end = (why) => { console.log('ending:', why); setTimeout(() => process.exit(7), 300) }
  process.on('SIGTERM', () => end('SIGTERM')).on('SIGINT', () => end('SIGINT'))
  onParentGone(() => end('parent gone'))
  setInterval(() => {}, 1000)
  console.log('pid', process.pid)`

const deafChild = `
  process.on('SIGINT', () => console.log('deaf'))
  setInterval(() => {}, 1000)
  console.log('pid', process.pid)`

async function startedChild(checkout: SmallCheckout, program: string, env: Record<string, string> = {}) {
  await pretendInstalled(checkout)
  await checkout.put('child.mjs', program)
  const setup = setUp(checkout, ['run', 'child.mjs'], env)
  const pid = Number(/pid (\d+)/.exec(await setup.until('pid'))?.[1])
  return { ...setup, pid }
}

describe('making a checkout ready', () => {
  const makesNode = `mkdir -p node_modules/node/bin && ln -s ${process.execPath} node_modules/node/bin/node`

  it('installs what the lock file names, says so, and is silent the next time', async () => {
    await using checkout = await smallCheckout()
    await checkout.put('package-lock.json', '{"packages":{}}')
    await checkout.put('bin/npm', `#!/bin/sh\necho "npm $*" >> calls\n${makesNode}\n`)
    const env = { PATH: `${checkout.root}/bin:/usr/bin:/bin` }
    const first = setUp(checkout, [], env)
    expect(await first.exitCode).toBe(0)
    expect(first.said()).toContain('Installed in')
    const second = setUp(checkout, [], { PATH: '/nowhere' })
    expect(await second.exitCode).toBe(0)
    expect(second.said()).toBe('')
  })

  it('installs into the checkout wherever it is called from', async () => {
    await using checkout = await smallCheckout()
    await checkout.put('package-lock.json', '{"packages":{}}')
    await checkout.put('bin/npm', `#!/bin/sh\n${makesNode}\n`)
    const env = { PATH: `${checkout.root}/bin:/usr/bin:/bin` }
    const setup = start('/', process.execPath, [`${checkout.root}/infra/setup.mjs`], env)
    expect(await setup.exitCode).toBe(0)
  })

  it('installs again when the lock file has changed', async () => {
    await using checkout = await smallCheckout()
    await pretendInstalled(checkout)
    await checkout.put('package-lock.json', '{"packages":{"node_modules/node":{"version":"24.0.1"}}}')
    await checkout.put('bin/npm', '#!/bin/sh\nexit 0\n')
    const setup = setUp(checkout, [], { PATH: `${checkout.root}/bin:/usr/bin:/bin` })
    expect(await setup.exitCode).toBe(0)
    expect(setup.said()).toContain('npm ci')
  })

  it('accepts what an earlier npm ci by hand has installed', async () => {
    await using checkout = await smallCheckout()
    await pretendInstalled(checkout)
    const setup = setUp(checkout, [], { PATH: '/nowhere' })
    expect(await setup.exitCode).toBe(0)
    expect(setup.said()).toBe('')
  })

  it.each([
    { complaint: 'npm error code ENOTFOUND', hint: 'check the network' },
    { complaint: 'npm error code EUSAGE', hint: 'run `npm install`' },
    { complaint: 'npm error code EACCES', hint: 'belong to you' },
    { complaint: 'something new', hint: 'Mend what it complains about' },
  ])('passes on why the installation failed and what to do: $complaint', async ({ complaint, hint }) => {
    await using checkout = await smallCheckout()
    await checkout.put('package-lock.json', '{"packages":{}}')
    await checkout.put('bin/npm', `#!/bin/sh\necho "${complaint}" >&2\nexit 3\n`)
    const setup = setUp(checkout, [], { PATH: `${checkout.root}/bin:/usr/bin:/bin` })
    expect(await setup.exitCode).toBe(3)
    expect(setup.said()).toContain(complaint)
    expect(setup.said()).toContain(hint)
  })

  it('says that npm is missing', async () => {
    await using checkout = await smallCheckout()
    await checkout.put('package-lock.json', '{"packages":{}}')
    const setup = setUp(checkout, [], { PATH: '/nowhere' })
    expect(await setup.exitCode).toBe(1)
    expect(setup.said()).toContain('npm is not on the PATH')
  })

  it('keeps the settings of an npm around it away from its own, except where packages come from', async () => {
    await using checkout = await smallCheckout()
    await checkout.put('package-lock.json', '{"packages":{}}')
    await checkout.put('bin/npm', `#!/bin/sh\nenv > seen\n${makesNode}\n`)
    const outer = { npm_config_workspace: 'test', npm_config_registry: 'https://a.test/', NODE_ENV: 'production' }
    const PATH = `${checkout.root}/node_modules/.bin:${checkout.root}/bin:/usr/bin:/bin`
    await setUp(checkout, [], { ...outer, PATH }).exitCode
    const seen = start(checkout.root, '/bin/cat', ['seen'])
    await seen.exitCode
    expect(seen.said()).not.toMatch(/npm_config_workspace|NODE_ENV|node_modules\/\.bin/)
    expect(seen.said()).toContain('npm_config_registry=https://a.test/')
  })
})

describe('running a program', () => {
  it('hands over the arguments and hands back the exit code', async () => {
    await using checkout = await smallCheckout()
    await pretendInstalled(checkout)
    await checkout.put('child.mjs', 'console.log(JSON.stringify(process.argv.slice(2))); process.exit(5)')
    const setup = setUp(checkout, ['run', 'child.mjs', '--once', 'a b', '--', '-x'])
    expect(await setup.exitCode).toBe(5)
    expect(setup.said()).toContain('["--once","a b","--","-x"]')
  })

  it('passes one Ctrl-C on once, however many times it arrives, and waits for the end', async () => {
    await using checkout = await smallCheckout()
    const run = await startedChild(checkout, tidyChild)
    run.child.kill('SIGINT')
    await sleep(50)
    run.child.kill('SIGINT')
    expect(await run.exitCode).toBe(7)
    expect(run.said().match(/ending: SIGINT/g)).toHaveLength(1)
  })

  it('ends a deaf program at the second Ctrl-C', async () => {
    await using checkout = await smallCheckout()
    const run = await startedChild(checkout, deafChild)
    run.child.kill('SIGINT')
    await run.until('deaf')
    await sleep(800)
    run.child.kill('SIGINT')
    expect(await run.exitCode).toBe(137)
    expect(await endsWithin(run.pid, 2_000)).toBe(true)
  })

  it('ends the program when the set-up itself is killed', async () => {
    await using checkout = await smallCheckout()
    const run = await startedChild(checkout, tidyChild)
    run.child.kill('SIGKILL')
    expect(await run.until('ending: parent gone')).toContain('ending: parent gone')
    expect(await endsWithin(run.pid, 3_000)).toBe(true)
  })

  it('ends the program when the npm above is killed', async () => {
    await using checkout = await smallCheckout()
    await pretendInstalled(checkout)
    await checkout.put('child.mjs', tidyChild)
    await checkout.put(
      'bin/npm',
      `#!/bin/sh\nnpm_lifecycle_event=demo "${process.execPath}" infra/setup.mjs run child.mjs\nexit $?\n`,
    )
    const npm = start(checkout.root, `${checkout.root}/bin/npm`, [])
    const pid = Number(/pid (\d+)/.exec(await npm.until('pid'))?.[1])
    npm.child.kill('SIGKILL')
    expect(await npm.until('ending: SIGTERM')).toContain('ending: SIGTERM')
    expect(await endsWithin(pid, 3_000)).toBe(true)
  })

  it('ends what the program leaves running', async () => {
    await using checkout = await smallCheckout()
    const leaves = `
      import { spawn } from 'node:child_process'
      const left = spawn('/bin/sleep', ['60'], { stdio: 'ignore' })
      console.log('pid', left.pid)
      left.unref()`
    const run = await startedChild(checkout, leaves)
    expect(await run.exitCode).toBe(0)
    expect(await endsWithin(run.pid, 2_000)).toBe(true)
  })

  it('refuses a file that is not there', async () => {
    await using checkout = await smallCheckout()
    await pretendInstalled(checkout)
    const setup = setUp(checkout, ['run', 'missing.ts'])
    expect(await setup.exitCode).toBe(2)
    expect(setup.said()).toContain('no missing.ts')
  })
})
