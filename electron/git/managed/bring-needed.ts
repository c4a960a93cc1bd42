import type { ObjectId } from '#shared/domain/ids.ts'
import { Failure } from '../../failure.ts'
import type { CallOptions } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import type { Filter } from '../transport/fetch-request.ts'
import { FetchRefused, type FetchSession } from '../transport/fetch-session.ts'
import { type Batch, type Manner, nextBatch } from './wanted.ts'

/** Where objects come from, and for which server that is. */
export interface Source {
  session: FetchSession
  domain: string
}

/**
 * Gets everything that a managed clone of these folders needs of some trees and that is not here, in as few requests as there
 * are levels. Returns the bytes received. Failures: FetchRefused, those of the transport, DISK_FULL.
 */
export async function bringNeeded(
  repo: Repo,
  source: Source,
  needed: { trees: readonly ObjectId[]; folders: readonly string[]; manner: Manner },
  options: CallOptions,
): Promise<number> {
  let received = 0
  for (const tree of needed.trees) {
    let before = ''
    for (;;) {
      const batch = nextBatch(repo.objects, tree, needed.folders, needed.manner)
      if (batch === null) break
      // A server that was asked for the same twice does not have it, whatever it answers.
      const asked = batch.wants.join()
      if (asked === before) throw new Failure('REMOTE_FAILED', { domain: source.domain, status: null, hostWords: null })
      before = asked
      received += await bringBatch(repo, source, batch, after(received, options))
      options.onProgress?.({ stage: 'receiving', done: received, total: null, unit: 'bytes' })
    }
  }
  return received
}

/** Progress that goes on from the bytes received before. */
export function after(received: number, { signal, onProgress }: CallOptions): CallOptions {
  return {
    ...(signal ? { signal } : {}),
    onProgress: (progress) =>
      onProgress?.(progress.stage === 'receiving' ? { ...progress, done: received + progress.done } : progress),
  }
}

/** Gets some objects by their ids. A server that does not filter any more sends more than was asked for. */
export async function bringBatch(repo: Repo, { session }: Source, batch: Batch, options: CallOptions): Promise<number> {
  options.signal?.throwIfAborted()
  for (const filter of weaker(batch.filter)) {
    try {
      const pack = await session.fetchPack(repo, {
        wants: batch.wants,
        haves: 'none',
        filter,
        depth: { kind: 'full' },
        ...options,
      })
      return pack.receivedBytes
    } catch (error) {
      if (filter === null || !(error instanceof FetchRefused) || error.refused !== 'filter') throw error
    }
  }
  return 0
}

function weaker(filter: Filter | null): (Filter | null)[] {
  const blobs: Filter = { kind: 'blob-none' }
  return filter === null ? [null] : filter.kind === 'tree-depth' ? [filter, blobs, null] : [filter, null]
}
