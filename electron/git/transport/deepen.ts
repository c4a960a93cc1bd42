import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions } from '../contract.ts'
import { findMergeBases, readShallow } from '../repository/history.ts'
import type { Repo } from '../repository/repo.ts'
import { downloadCommits } from './download-commits.ts'
import { type Depth, FetchRefused, type Filter } from './fetch-request.ts'
import type { FetchSession } from './fetch-session.ts'
import { findNewCommits } from './missing-objects.ts'

const FIRST_STEP = 50
/** After this many commits more, all of them at once cost less than asking on. */
const LAST_STEP = 800

/**
 * Fetches more and more history into a shallow clone (`first` commits, twice as many, … and then all of it) until `isEnough`. `deepen` gets one
 * step's worth; a step that brings nothing is the last but one, because servers go on only from what one of their refs reaches.
 * `whole`: all there is was not enough. `far`: so was as much as may be taken at once, where that is less than all. Fails as
 * `deepen` does.
 */
export async function deepenUntil(
  repo: Repo,
  deepen: (depth: Depth) => Promise<void>,
  isEnough: () => boolean,
  atMost: 'everything' | 'some' = 'everything',
  first = FIRST_STEP,
): Promise<'enough' | 'whole' | 'far'> {
  for (let by = first; !isEnough(); by *= 2) {
    const before = readShallow(repo)
    if (before.size === 0) return 'whole'
    const goneOn = by <= LAST_STEP && (await canDeepen(deepen, by)) && !sameIds(before, readShallow(repo))
    if (goneOn) continue
    if (atMost === 'some') return isEnough() ? 'enough' : 'far'
    await deepen({ kind: 'whole' })
    return isEnough() ? 'enough' : 'whole'
  }
  return 'enough'
}

function sameIds(a: ReadonlySet<ObjectId>, b: ReadonlySet<ObjectId>): boolean {
  return a.size === b.size && [...a].every((oid) => b.has(oid))
}

/** Some servers know how to cut history off and not how to go on from there. */
async function canDeepen(deepen: (depth: Depth) => Promise<void>, by: number): Promise<boolean> {
  try {
    await deepen({ kind: 'deepen', by })
    return true
  } catch (error) {
    if (error instanceof FetchRefused && error.refused === 'shallow') return false
    throw error
  }
}

/** Deepens until two commits have a common ancestor here, or history is whole. Fails as `deepen` does. */
export async function deepenForMergeBase(
  repo: Repo,
  [a, b]: readonly [ObjectId, ObjectId],
  deepen: (depth: Depth) => Promise<void>,
  atMost: 'everything' | 'some' = 'everything',
): Promise<'enough' | 'whole' | 'far'> {
  return deepenUntil(repo, deepen, () => findMergeBases(repo, a, b).length > 0, atMost)
}

/**
 * Where history is cut off below a commit. After a forced push the server's branch may no longer lead there, so that these have to
 * be wanted by their own ids for what lies below them to come.
 */
export function boundaryBelow(repo: Repo, commit: ObjectId): ObjectId[] {
  const shallow = readShallow(repo)
  return findNewCommits(repo, commit, []).filter((oid) => shallow.has(oid))
}

/**
 * Gets more history of a server's branch, and of what is cut off below a commit here. Failures: FetchRefused, those of the
 * transport, DISK_FULL.
 */
export async function deepenBranch(
  repo: Repo,
  session: FetchSession,
  request: { tip: ObjectId; local: ObjectId; depth: Depth; filters: readonly (Filter | null)[] },
  options: CallOptions,
): Promise<void> {
  const { tip, local, depth, filters } = request
  try {
    await downloadCommits(repo, session, { wants: [tip, ...boundaryBelow(repo, local)], depth, filters, ...options })
  } catch (error) {
    // What a forced push left behind may be gone from the server by now.
    if (!(error instanceof FetchRefused) || error.refused !== 'object') throw error
    await downloadCommits(repo, session, { wants: [tip], depth, filters, ...options })
  }
}
