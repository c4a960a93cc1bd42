import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import { readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'
import type { Advertisement } from './advertisement.ts'
import { askForCommon } from './common-history.ts'
import { type Depth, FetchRefused, type Filter } from './fetch-request.ts'
import { receivePack } from './incoming-pack.ts'
import { openNegotiator } from './negotiation.ts'
import type { PackExchange } from './pack-exchange.ts'
import { isPartialClone } from './partial-clone.ts'
import * as protocol0 from './protocol-0.ts'
import * as protocol2 from './protocol-2.ts'
import { type ShallowUpdate, updateShallow } from './shallow-file.ts'
import type { SmartHttp } from './smart-http.ts'

export { type Depth, FetchRefused, type Filter } from './fetch-request.ts'

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
   * out, now or before), then notes where history is cut off. No ref moves. A pack that is not whole is never visible. All that
   * is wanted is here afterwards; what it refers to is as the filter has it.
   * Failures: FetchRefused, those of the transport, DISK_FULL, REPOSITORY_BUSY.
   */
  fetchPack(repo: Repo, request: PackRequest): Promise<FetchedPack>
  /**
   * Whether the server has a commit that is here, told by what it acknowledges; `want` is any commit of its own that is not here.
   * Nothing is received. Failures: those of the transport.
   */
  sharesHistory(repo: Repo, want: ObjectId, options: { signal?: AbortSignal | undefined }): Promise<boolean>
}

/** Asks for protocol 2 and goes on with what the server answers. Failures: those of `SmartHttp.advertise`. */
export async function openFetchSession(session: SmartHttp): Promise<FetchSession> {
  const greeting = await session.greet()
  return greeting.version === 2 ? sessionOf2(session, greeting.capabilities) : sessionOf0(session, greeting.advertisement)
}

function sessionOf2(session: SmartHttp, capabilities: protocol2.Capabilities): FetchSession {
  const format = capabilities.get('object-format') ?? 'sha1'
  if (format !== 'sha1') throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'sha256', detail: format })
  if (!capabilities.has('ls-refs') || !capabilities.has('fetch')) {
    throw new Failure('REMOTE_FAILED', { domain: session.domain, status: null, hostWords: null })
  }
  const supports = {
    filter: protocol2.fetchOffers(capabilities, 'filter'),
    shallow: protocol2.fetchOffers(capabilities, 'shallow'),
    // In this version a want is any object's id, without a word for it (gitprotocol-v2, "fetch").
    anyObject: true,
  }
  return {
    version: 2,
    supports,
    async listRefs(prefixes) {
      const listed = await translated(session, () => protocol2.listRefs(session, capabilities, ['HEAD', ...prefixes]))
      const head = listed.find((ref) => ref.name === 'HEAD')
      const named = listed.flatMap(({ name, oid }): [string, ObjectId][] => (oid === null ? [] : [[name, oid]]))
      return {
        refs: chosen(named, prefixes),
        head: { target: head?.symrefTarget ?? null, commit: head?.oid ?? null },
      }
    },
    fetchPack: (repo, request) =>
      store(repo, session, { supports, request }, (exchange) => protocol2.fetchPack(capabilities, exchange)),
    sharesHistory: (repo, want, { signal }) =>
      askForCommon(repo, { session, want, signal }, (exchange) => protocol2.fetchPack(capabilities, exchange)),
  }
}

function sessionOf0(session: SmartHttp, advertisement: Advertisement): FetchSession {
  const { capabilities, refs } = advertisement
  const supports = {
    filter: capabilities.has('filter'),
    shallow: capabilities.has('shallow'),
    anyObject: capabilities.has('allow-reachable-sha1-in-want') || capabilities.has('allow-any-sha1-in-want'),
  }
  const symref = [...capabilities].find((word) => word.startsWith('symref=HEAD:'))
  return {
    version: 0,
    supports,
    listRefs: async (prefixes) => ({
      refs: chosen(refs, prefixes),
      head: { target: symref?.slice('symref=HEAD:'.length) ?? null, commit: refs.get('HEAD') ?? null },
    }),
    fetchPack: (repo, request) =>
      store(repo, session, { supports, request }, (exchange) => protocol0.fetchPack(advertisement, exchange)),
    sharesHistory: (repo, want, { signal }) => {
      // Without it the server's first answer is a pack already, and says nothing.
      if (!capabilities.has('multi_ack_detailed')) {
        throw new Failure('REMOTE_FAILED', { domain: session.domain, status: null, hostWords: null })
      }
      return askForCommon(repo, { session, want, signal }, (exchange) => protocol0.fetchPack(advertisement, exchange))
    },
  }
}

function chosen(refs: Iterable<[string, ObjectId]>, prefixes: readonly string[]): Map<string, ObjectId> {
  return new Map([...refs].filter(([name]) => prefixes.some((prefix) => name.startsWith(prefix))))
}

type Exchange = (exchange: PackExchange) => Promise<ShallowUpdate>

/**
 * Asks until all that is wanted is here. Once is enough but where wants lie within one another and a filter is set: Git's servers
 * then take the inner one for something met on the way, and leave it out (list-objects.c, `NOT_USER_GIVEN`).
 */
async function store(
  repo: Repo,
  session: SmartHttp,
  { supports, request }: { supports: FetchSession['supports']; request: PackRequest },
  exchangeOver: Exchange,
): Promise<FetchedPack> {
  requireSupport(repo, session, supports, request)
  const fetched: FetchedPack = { receivedBytes: 0, shallow: { added: [], removed: [] } }
  let wants = [...new Set(request.wants)]
  while (wants.length > 0) {
    const { receivedBytes, shallow } = await storeOnce(repo, session, { ...request, wants }, exchangeOver)
    fetched.receivedBytes += receivedBytes
    fetched.shallow.added.push(...shallow.added)
    fetched.shallow.removed.push(...shallow.removed)
    const absent = wants.filter((oid) => !repo.objects.has(oid))
    if (absent.length === wants.length) {
      throw new Failure('REMOTE_FAILED', { domain: session.domain, status: null, hostWords: null })
    }
    wants = absent
  }
  return fetched
}

/** What the server says it cannot do is not asked for. */
function requireSupport(repo: Repo, session: SmartHttp, supports: FetchSession['supports'], request: PackRequest): void {
  if (request.filter !== null && !supports.filter) throw new FetchRefused('filter', session.domain, null)
  const onShallow = readShallow(repo).size > 0 || request.depth.kind !== 'full'
  if (onShallow && !supports.shallow) throw new FetchRefused('shallow', session.domain, null)
}

/** The pack's way to the disk, and only then the boundary of history. */
async function storeOnce(
  repo: Repo,
  session: SmartHttp,
  { wants, haves, filter, depth, signal, onProgress }: PackRequest,
  exchangeOver: Exchange,
): Promise<FetchedPack> {
  const { domain } = session
  const holds = filter !== null || isPartialClone(repo) ? 'promised' : 'all'
  const pack = receivePack(repo, { domain, holds, onProgress })
  try {
    const update = await translated(session, () =>
      exchangeOver({
        session,
        wants,
        negotiator: haves === 'negotiate' ? openNegotiator(repo) : null,
        filter,
        depth,
        boundary: [...readShallow(repo)],
        receive: (bytes) => pack.write(bytes),
        signal,
      }),
    )
    await pack.keep()
    signal?.throwIfAborted()
    return { receivedBytes: pack.size, shallow: await updateShallow(repo, update) }
  } finally {
    pack.dispose()
  }
}

async function translated<T>(session: SmartHttp, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw session.failure(error)
  }
}
