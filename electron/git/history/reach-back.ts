import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, RemoteAccess } from '../contract.ts'
import { bringBatch } from '../managed/bring-needed.ts'
import { readShallow } from '../repository/history.ts'
import { readRef } from '../repository/refs.ts'
import { findRemoteBranch, type RemoteBranch } from '../repository/remote-branch.ts'
import type { Repo } from '../repository/repo.ts'
import { openLine } from '../transport/connect.ts'
import { boundaryBelow, deepenBranch, deepenUntil } from '../transport/deepen.ts'
import { type Depth, FetchRefused, type FetchSession, type Filter, openFetchSession } from '../transport/fetch-session.ts'
import { configuredFilter } from '../transport/partial-clone.ts'
import { deepenOverSsh } from '../transport/ssh.ts'
import { folderStates, historySource } from './sessions.ts'

/** Gets from the server what a look back needs. One conversation, opened when something is first asked of it. */
export interface Reach {
  /** More history below a tip: about `by` commits. Failures: HISTORY_OUT_OF_REACH, those of the transport. */
  deepen(request: { tip: ObjectId; by: number }): Promise<void>
  /** The trees that lead to the folders, of a commit and of those below it that are here. Failures: those of the transport. */
  bringTrees(from: ObjectId): Promise<void>
  /** Objects by their ids, and with `blob-none` the trees below them. Failures: those of the transport. */
  bring(wants: readonly ObjectId[], what: 'alone' | 'trees-below'): Promise<void>
  close(): Promise<void>
}

/** A page's worth at least: a request costs more than the commits that it brings. */
const STEP_AT_LEAST = 100
/** So many commits' trees are asked for at once. */
const TREES_OF = 1000
const WANTS_AT_ONCE = 2000

type Way = { kind: 'ssh' } | { kind: 'http'; session: FetchSession; close(): Promise<void> }

async function openWay(repo: Repo, access: RemoteAccess, options: CallOptions): Promise<Way> {
  options.onProgress?.({ stage: 'connecting', done: 0, total: null, unit: 'bytes' })
  const line = openLine(repo, access, 'fetch', options)
  if (line.kind === 'ssh') return line
  const close = () => line.session.close()
  try {
    return { kind: 'http', session: await openFetchSession(line.session), close }
  } catch (error) {
    await close()
    throw error
  }
}

export function openReach(
  repo: Repo,
  { access, folders }: { access: RemoteAccess; folders: readonly string[] },
  options: CallOptions,
): Reach {
  let opened: Way | null = null
  const way = async (): Promise<Way> => {
    opened ??= await openWay(repo, access, options)
    return opened
  }
  const bring: Reach['bring'] = async (wants, what) => {
    const there = await way()
    const lacking = [...new Set(wants)].filter((oid) => !repo.objects.has(oid))
    const [first] = lacking
    if (first === undefined) return
    // The installed git fetches what its partial clone lacks when it is asked to read it; Graft has no word for that.
    if (there.kind === 'ssh') throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'missing-objects', detail: first })
    const source = { session: there.session, domain: access.domain }
    for (let at = 0; at < lacking.length; at += WANTS_AT_ONCE) {
      const filter = what === 'alone' ? ({ kind: 'tree-depth', depth: 0 } as const) : ({ kind: 'blob-none' } as const)
      await bringBatch(repo, source, { wants: lacking.slice(at, at + WANTS_AT_ONCE), filter }, options)
    }
  }
  return {
    bring,
    async deepen({ tip, by }) {
      const there = await way()
      const at = remoteBranch(repo, access.remote)
      const before = boundaryBelow(repo, tip)
      const deepen = (depth: Depth) =>
        there.kind === 'ssh'
          ? deepenWithGit(repo, at, { depth, below: boundaryBelow(repo, tip) }, options)
          : deepenBranch(
              repo,
              there.session,
              { tip: trackedTip(repo, at) ?? before[0] ?? tip, local: tip, depth, filters: filtersOf(repo, access.remote) },
              options,
            )
      const hasMoved = () => before.some((oid) => !readShallow(repo).has(oid))
      try {
        if ((await deepenUntil(repo, deepen, hasMoved, 'everything', Math.max(by, STEP_AT_LEAST))) === 'enough') return
      } catch (error) {
        if (!(error instanceof FetchRefused)) throw error
        const { data } = error.toValue()
        throw new Failure('HISTORY_OUT_OF_REACH', { domain: access.domain, hostWords: wordsOf(data) }, { cause: error })
      }
      throw new Failure('HISTORY_OUT_OF_REACH', { domain: access.domain, hostWords: null })
    },
    async bringTrees(from) {
      let before = ''
      for (;;) {
        const trees = lackingTrees(repo, from, folders)
        if (trees.length === 0) return
        const asked = trees.join()
        // A server that was asked for the same twice does not have it, whatever it answers.
        if (asked === before) throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
        before = asked
        await bring(trees, 'alone')
      }
    },
    async close() {
      if (opened?.kind === 'http') await opened.close()
    },
  }
}

function wordsOf(data: object): string | null {
  return 'hostWords' in data && typeof data.hostWords === 'string' ? data.hostWords : null
}

/** Of a detached HEAD the server is asked by ids alone. */
function remoteBranch(repo: Repo, remote: string): RemoteBranch | null {
  try {
    return findRemoteBranch(repo, remote)
  } catch (error) {
    if (error instanceof Failure && error.code === 'DETACHED_HEAD') return null
    throw error
  }
}

function trackedTip(repo: Repo, at: RemoteBranch | null): ObjectId | null {
  const tip = at === null ? null : readRef(repo, at.trackingRef)
  return tip !== null && repo.objects.has(tip) ? tip : null
}

async function deepenWithGit(
  repo: Repo,
  at: RemoteBranch | null,
  request: { depth: Depth; below: readonly ObjectId[] },
  options: CallOptions,
): Promise<void> {
  if (at === null) throw new Failure('UNSUPPORTED_REPOSITORY', { feature: 'missing-objects', detail: null })
  await deepenOverSsh(repo, at, request, options)
}

/** As little as the clone was made with; a server that no longer lets it sends everything. */
function filtersOf(repo: Repo, remote: string): (Filter | null)[] {
  const filter = configuredFilter(repo, remote)
  return filter === null ? [null] : [filter, null]
}

/** Newest first, so far as history is here. */
function lackingTrees(repo: Repo, from: ObjectId, folders: readonly string[]): ObjectId[] {
  const { links, shallow } = historySource(repo)
  const stateOf = folderStates(repo, folders)
  const found = new Set<ObjectId>()
  const seen = new Set([from])
  for (const oid of seen) {
    const { tree, parents } = links(oid)
    const state = stateOf(tree)
    if (state.kind === 'lacking') for (const missing of state.trees) found.add(missing)
    if (shallow().has(oid) || seen.size >= TREES_OF) continue
    for (const parent of parents) seen.add(parent)
  }
  return [...found]
}
