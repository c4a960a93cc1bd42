import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#electron/failure.ts'
import type { CallOptions } from '../contract.ts'
import { engineIndexPack } from '../engine.ts'
import type { Repo } from '../repository/repo.ts'
import { systemFailure } from '../repository/system-failure.ts'

const TRAILER = 20
const PROGRESS_STEP = 256 * 1024

/** A pack that is being received, in a folder where no Git looks for objects until it is whole. */
export interface IncomingPack {
  write(chunk: Uint8Array): void
  /** Bytes so far. */
  readonly size: number
  /** Checks and indexes the pack and puts it among the others. Failures: REMOTE_FAILED, DISK_FULL. */
  keep(): Promise<void>
  /** Removes whatever is left of it. */
  dispose(): void
}

/**
 * The folder's name is the one Git uses for objects in quarantine, so that its own housekeeping knows what it sees. `promised`
 * packs may refer to objects that the server left out, and get the file that says so (git documentation, "Partial Clone").
 */
export function receivePack(
  repo: Repo,
  { domain, holds, onProgress }: { domain: string; holds: 'all' | 'promised'; onProgress: CallOptions['onProgress'] },
): IncomingPack {
  const name = `tmp_objdir-incoming-${randomBytes(6).toString('hex')}`
  const folder = join(repo.commondir, 'objects', name)
  const file = join(folder, 'incoming.pack')
  const system = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw systemFailure(error, 'objects')
    }
  }
  const handle = system(() => {
    mkdirSync(folder, { recursive: true })
    return openSync(file, 'wx')
  })
  const hash = createHash('sha1')
  let open = true
  let size = 0
  let reported = 0
  let head = Buffer.alloc(0)
  /** The last bytes seen: the pack's own checksum, once all is here. */
  let tail = Buffer.alloc(0)

  const close = () => {
    if (open) closeSync(handle)
    open = false
  }
  const damaged = (cause?: unknown) => new Failure('REMOTE_FAILED', { domain, status: null, hostWords: null }, { cause })

  return {
    get size() {
      return size
    },
    write(chunk) {
      system(() => {
        for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at)
      })
      size += chunk.length
      if (head.length < 12) head = Buffer.concat([head, chunk.subarray(0, 12 - head.length)])
      const seen = Buffer.concat([tail, chunk])
      hash.update(seen.subarray(0, Math.max(0, seen.length - TRAILER)))
      tail = Buffer.from(seen.subarray(Math.max(0, seen.length - TRAILER)))
      if (size - reported < PROGRESS_STEP) return
      reported = size
      onProgress?.({ stage: 'receiving', done: size, total: null, unit: 'bytes' })
    },
    async keep() {
      system(() => fsyncSync(handle))
      close()
      if (size < 12 + TRAILER || head.toString('latin1', 0, 4) !== 'PACK') throw damaged()
      if (!hash.digest().equals(tail)) throw damaged()
      const objects = head.readUInt32BE(8)
      if (objects === 0) return
      onProgress?.({ stage: 'indexing', done: 0, total: objects, unit: 'objects' })
      try {
        const { oids } = await engineIndexPack(repo.commondir, `objects/${name}/incoming.pack`, ({ loaded, total }) =>
          onProgress?.({ stage: 'indexing', done: loaded, total: total ?? null, unit: 'objects' }),
        )
        // The engine passes over objects that it cannot make out.
        if (oids.length !== objects) throw damaged()
      } catch (error) {
        if (error instanceof Failure) throw error
        throw error instanceof Error && 'syscall' in error ? systemFailure(error, 'objects') : damaged(error)
      }
      system(() => settle(repo, folder, `pack-${tail.toString('hex')}`, holds))
      repo.objects.refresh()
    },
    dispose() {
      close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The pack first and its index last: Git takes a pack for there once it sees the index. What it lacks is promised before that. */
function settle(repo: Repo, folder: string, name: string, holds: 'all' | 'promised'): void {
  const packs = join(repo.commondir, 'objects', 'pack')
  mkdirSync(packs, { recursive: true })
  if (holds === 'promised') writeFileSync(join(packs, `${name}.promisor`), '', { flush: true })
  if (existsSync(join(packs, `${name}.idx`))) return
  for (const ending of ['pack', 'idx']) {
    const from = join(folder, `incoming.${ending}`)
    flush(from)
    chmodSync(from, 0o444)
    renameSync(from, join(packs, `${name}.${ending}`))
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}
