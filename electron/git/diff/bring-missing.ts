import { Failure } from '#electron/failure.ts'
import { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, NeedsServer, RemoteAccess } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { openLine } from '../transport/connect.ts'
import { FetchRefused, type FetchSession, openFetchSession, type PackRequest } from '../transport/fetch-session.ts'
import { configuredFilter } from '../transport/partial-clone.ts'

/** Objects that this clone left out, or a commit below which its history is cut off. */
export type Missing = { kind: 'objects'; oids: readonly ObjectId[] } | { kind: 'parent'; of: ObjectId }

export interface Found<R> {
  kind: 'found'
  value: R
}

/**
 * Does work that may need objects which a small clone has not got: `work` returns what it lacks, or throws the store's own word for
 * it, and is done again once that is here. Without access the answer is `needs-server`. What is asked for twice is not there.
 * Failures: those of `work` and of the transport, REMOTE_FAILED.
 */
export async function bringMissing<R>(
  repo: Repo,
  access: RemoteAccess | null,
  options: CallOptions,
  work: () => Found<R> | Missing,
): Promise<Found<R> | NeedsServer> {
  let session: { line: { close(): Promise<void> }; fetch: FetchSession } | null = null
  let asked = ''
  try {
    for (;;) {
      const outcome = attempt(work)
      if (outcome.kind === 'found') return outcome
      if (access === null) return { kind: 'needs-server' }
      const wish = JSON.stringify(outcome)
      if (wish === asked) throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
      asked = wish
      if (session === null) {
        options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
        const line = openLine(repo, access, 'fetch', options)
        // Small clones are made over HTTP; one whose address was changed by hand lacks what it lacks.
        if (line.kind === 'ssh') return withoutAsking(work, access)
        session = { line: line.session, fetch: await openFetchSession(line.session) }
      }
      await bring(repo, session.fetch, access, outcome, options)
    }
  } finally {
    await session?.line.close()
  }
}

function attempt<R>(work: () => Found<R> | Missing): Found<R> | Missing {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, data } = error.toValue()
    if (code !== 'UNSUPPORTED_REPOSITORY' || data.feature !== 'missing-objects') throw error
    const oid = ObjectId.safeParse(data.detail)
    if (!oid.success) throw error
    return { kind: 'objects', oids: [oid.data] }
  }
}

function withoutAsking<R>(work: () => Found<R> | Missing, access: RemoteAccess): Found<R> {
  const outcome = work()
  if (outcome.kind === 'found') return outcome
  throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
}

async function bring(
  repo: Repo,
  session: FetchSession,
  access: RemoteAccess,
  missing: Missing,
  options: CallOptions,
): Promise<void> {
  const request: Omit<PackRequest, 'filter'> =
    missing.kind === 'objects'
      ? { wants: missing.oids, haves: 'none', depth: { kind: 'full' }, ...options }
      : { wants: [missing.of], haves: 'negotiate', depth: { kind: 'depth', commits: 2 }, ...options }
  // Of a tree only the tree itself: what is needed below it is asked for by its own id. Files are wanted as such.
  const filter =
    missing.kind === 'objects' ? ({ kind: 'tree-depth', depth: 0 } as const) : configuredFilter(repo, access.remote)
  for (const tried of filter === null ? [null] : [filter, { kind: 'blob-none' } as const, null]) {
    try {
      await session.fetchPack(repo, { ...request, filter: tried })
      return
    } catch (error) {
      if (tried === null || !(error instanceof FetchRefused) || error.refused !== 'filter') throw error
    }
  }
}
