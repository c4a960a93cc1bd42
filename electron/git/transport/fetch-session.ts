import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import type { SmartHttp } from './smart-http.ts'

/** What the server leaves out of a pack (git-rev-list, `--filter`): every file, or trees and files below a depth (0: all of them). */
export type Filter = { kind: 'blob-none' } | { kind: 'tree-depth'; depth: number }

/** How much history comes along. */
export type Depth =
  /** All that is not here, down to where this clone's own history is cut off (everything, in a clone that is not shallow). */
  | { kind: 'full' }
  /** So many commits, counted from each wanted one. */
  | { kind: 'depth'; commits: number }
  /** So many commits more below where this clone's history is cut off. */
  | { kind: 'deepen'; by: number }
  /** Everything, also below where this clone's history is cut off. */
  | { kind: 'whole' }

export interface RemoteRefs {
  /** By full name; those that the prefixes asked for, and no others. */
  refs: Map<string, ObjectId>
  /** The server's default branch: full name where it said so (also of a branch without commits), and its commit. */
  head: { target: string | null; commit: ObjectId | null }
}

export interface PackRequest extends CallOptions {
  /** Commits, or objects of any kind where `supports.anyObject`. */
  wants: readonly ObjectId[]
  /**
   * `negotiate` tells the server of the commits that are here, and it leaves out all they reach; `none` gets all that is wanted,
   * as objects that a partial clone lacks have to be asked for.
   */
  haves: 'negotiate' | 'none'
  filter: Filter | null
  depth: Depth
}

export interface FetchedPack {
  receivedBytes: number
  /** Where history is cut off now and was not before, and the other way round. */
  shallow: { added: ObjectId[]; removed: ObjectId[] }
}

/** One conversation with a server's `git-upload-pack`, over protocol 2 or 0, whichever it speaks. */
export interface FetchSession {
  version: 0 | 2
  /** What the server says it can do. It may refuse all the same, by configuration that it does not tell of: see `FetchRefused`. */
  supports: { filter: boolean; shallow: boolean /** Wants by any id, not of refs alone. */; anyObject: boolean }
  /**
   * The refs whose full names begin with one of `prefixes`; a server of protocol 2 sends no others. Failures: those of the transport.
   */
  listRefs(prefixes: readonly string[]): Promise<RemoteRefs>
  /**
   * Gets objects and stores them as one pack with its index (and `.promisor` file, where the server was asked to leave something
   * out, now or before), then notes where history is cut off. No ref moves. A pack that is not whole is never visible.
   * Failures: FetchRefused, those of the transport, DISK_FULL, REPOSITORY_BUSY.
   */
  fetchPack(repo: Repo, request: PackRequest): Promise<FetchedPack>
}

/**
 * The server (or what it says of itself) refuses one part of what was asked for: the `filter`, a `shallow` history, or an `object`
 * that it will not give by its id. Whoever can do without asks again; nothing was stored.
 */
export class FetchRefused extends Failure<'REMOTE_FAILED'> {
  readonly refused: 'filter' | 'shallow' | 'object'

  constructor(refused: FetchRefused['refused'], domain: string, hostWords: string | null) {
    super('REMOTE_FAILED', { domain, status: null, hostWords })
    this.refused = refused
  }
}

/** Asks for protocol 2 and goes on with what the server answers. Failures: those of `SmartHttp.advertise`. */
export async function openFetchSession(session: SmartHttp): Promise<FetchSession> {
  throw new Error(`Not yet: ${session.words('')}`)
}
