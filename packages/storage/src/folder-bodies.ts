import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { atWrite } from '@stancewire/faults'
import { type Bodies, type BodyRef, bodyKinds, type Spares } from './bodies.ts'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
// Quality 4 takes 1.7 ms for a page of 156 KB; Node's default, 11, takes 323.
const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }

const askedAtATime = 200

/** Bodies in a folder: `<two characters>/<urlId>.<run>.<kind>.br`, written beside and renamed, so that no reader sees half of one. */
export function openFolderBodies(folder: string): Bodies {
  const pathOf = ({ urlId, run, kind }: BodyRef) => join(folder, urlId.slice(1, 3), `${urlId}.${run}.${kind}.br`)
  return {
    async write(ref, text) {
      const path = pathOf(ref)
      const beside = `${path}.${randomUUID()}.part`
      await mkdir(dirname(path), { recursive: true })
      try {
        await writeFile(beside, await compress(Buffer.from(text), { params }))
        await atWrite('body', () => rename(beside, path))
      } catch (error) {
        await rm(beside, { force: true })
        throw new Error(`cannot write body ${path}`, { cause: error })
      }
    },
    async read(ref) {
      const path = pathOf(ref)
      const packed = await unlessMissing(readFile(path))
      if (!packed) return undefined
      try {
        return (await decompress(packed)).toString('utf8')
      } catch {
        // A body that cannot be unpacked is no body: it is fetched again.
        await rm(path, { force: true })
        return undefined
      }
    },
    async drop(ref) {
      await atWrite('drop-body', () => rm(pathOf(ref), { force: true }))
    },
    async dropOlder(kind, beforeMs, spares) {
      let dropped = 0
      let old: string[] = []
      const dropUnspared = async () => {
        const unspared = await withoutSpared(old, spares)
        for (const path of unspared) await rm(path, { force: true })
        dropped += unspared.length
        old = []
      }
      for (const path of await listFiles(folder)) {
        // What a killed writer left beside goes with the pages.
        if (!path.endsWith(`.${kind}.br`) && !(kind === 'page' && path.endsWith('.part'))) continue
        const found = await unlessMissing(stat(path))
        if (!found || found.mtimeMs >= beforeMs) continue
        if (old.push(path) === askedAtATime) await dropUnspared()
      }
      await dropUnspared()
      return dropped
    },
    async *list(wanted) {
      for (const path of await listFiles(folder)) {
        const ref = refOf(path)
        const found = ref && (wanted ?? ref.kind) === ref.kind && (await unlessMissing(stat(path)))
        if (found) yield { ref, writtenAtMs: found.mtimeMs }
      }
    },
  }
}

/** Of these files, those that may go; one that is nobody's body is not asked for. */
async function withoutSpared(paths: readonly string[], spares: Spares | undefined): Promise<string[]> {
  if (!spares) return [...paths]
  const files = paths.map((path) => ({ path, ref: refOf(path) }))
  const ours = files.flatMap(({ path, ref }) => (ref ? [{ path, ref }] : []))
  const answers = ours.length === 0 ? [] : await spares(ours.map(({ ref }) => ref))
  const spared = new Set(ours.flatMap(({ path }, at) => (answers[at] === true ? [path] : [])))
  return paths.filter((path) => !spared.has(path))
}

/** Whose body a file holds; `undefined` for one that is not ours, or half written. */
function refOf(path: string): BodyRef | undefined {
  const [, urlId = '', run = '', name = ''] = /^(u[0-9a-f]{32})\.(\d+)\.([a-z]+)\.br$/.exec(basename(path)) ?? []
  const kind = bodyKinds.find((each) => each === name)
  return kind && { urlId, run: Number(run), kind }
}

async function listFiles(folder: string): Promise<string[]> {
  const shards = (await unlessMissing(readdir(folder))) ?? []
  const names = await Promise.all(
    shards.map(async (shard) => {
      const files = (await unlessMissing(readdir(join(folder, shard)))) ?? []
      return files.map((name) => join(folder, shard, name))
    }),
  )
  return names.flat()
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
