import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openWorkspace } from '../demo/workspace.ts'

it('a demo begins without the texts, the archive and the tokens of the one before, and keeps off a named database', async () => {
  vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:1')
  vi.stubEnv('DATABASE_URL', 'postgres://127.0.0.1:1/news')
  const folder = await mkdtemp(join(tmpdir(), 'stancewire-demo-'))
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true, force: true })
  })
  const left = [join(folder, 'bodies', 'u1'), join(folder, 'archive', 'archive.sqlite')]
  for (const file of left) {
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, 'of the demo before')
  }
  await using workspace = await openWorkspace({ outlets: [], sources: [], topicFile: 'topic.yaml' }, () => {}, folder)
  expect(left.filter((file) => existsSync(file))).toEqual([])
  expect(workspace.env.STANCEWIRE_DATA).toBe(folder)
  expect(workspace.env.DATABASE_URL).toBeUndefined()
})
