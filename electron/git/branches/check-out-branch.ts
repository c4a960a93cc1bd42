import type { EditsChoice, ReturnedEdits, SwitchOutcome } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Head } from '#shared/domain/repository.ts'
import { type UpstreamConfig, writeUpstream } from '../config/upstream-config.ts'
import type { CallOptions, Workspace } from '../contract.ts'
import { readIndex } from '../index/read-index.ts'
import { type IncomingChanges, incomingChanges } from '../managed/incoming.ts'
import { withFilteredAsStored } from '../managed/stored-form.ts'
import { isOwned } from '../owned-folders.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import { listRefs } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { keepCommit, keepEntries, storeFiles } from '../restore-points.ts'
import { keepStagedOnly } from '../staged-only.ts'
import { applyTransaction, type PlannedFile, type RefMove } from '../transaction/transaction.ts'
import { findNewCommits } from '../transport/missing-objects.ts'
import { findChanges, type OwnedChange } from '../working-folder/changes.ts'
import { findFilesOutOfPlace, findUncommittedCollisions } from '../working-folder/uncommitted-collisions.ts'
import { checkoutMessage } from './checkout-message.ts'
import { cannotBePutBack, cannotComeAlong, cannotReturn, unmergedPaths } from './in-the-way.ts'
import { leaveEdits } from './leave-edits.ts'
import { type HeldEdits, moveForLeftEdits, readLeftEdits } from './left-edits-ref.ts'

/** The branch that is to be checked out. */
export interface Destination {
  /** Short name. */
  branch: string
  /** Null: a branch without commits, as the checked-out one is. */
  commit: ObjectId | null
  /** The branch's own ref, held where it is or made; null where it has no commit to point to. */
  ref: RefMove | null
  /** What a branch that is made is to follow. */
  upstream: UpstreamConfig | null
}

export interface CheckOut {
  workspace: Pick<Workspace, 'directories'>
  to: Destination
  edits: EditsChoice
}

/**
 * Checks a branch out whose objects are here, in one transaction: HEAD, the branch where it is made, the index, files, and the
 * edits that stay with the branch that is left or come back with the one that is entered. Whatever is in the way stops it before
 * anything changes. Failures: FILTERED_FILE, INVALID_PATH and those of `applyTransaction`.
 */
export async function checkOutBranch(repo: Repo, input: CheckOut, options: CallOptions = {}): Promise<SwitchOutcome> {
  const { to } = input
  const head = readHead(repo)
  const from = headCommit(head)
  const changes = await findChanges(repo, input.workspace.directories, { signal: options.signal })
  const paths = changes.map(({ path }) => path)
  if (input.edits === 'ask' && changes.length > 0) return { kind: 'has-edits', paths }
  const treeOf = (commit: ObjectId | null) => (commit === null ? null : repo.objects.readCommit(commit).tree)
  const tree = treeOf(to.commit)
  const incoming = tree === null ? { files: [], leftOut: [] } : incomingChanges(repo, treeOf(from), tree)
  const isLeaving = input.edits === 'leave' && changes.length > 0
  const inTheWay = findInTheWay(repo, { changes, incoming, edits: input.edits })
  if (inTheWay.length > 0) {
    const { directories } = input.workspace
    const files = inTheWay.map((path) => ({ path, reason: 'uncommitted' as const, owned: isOwned(directories, path) }))
    return { kind: 'collides', files }
  }
  options.signal?.throwIfAborted()

  const branch = head.kind === 'detached' ? null : head.branch
  if (isLeaving) await keepStagedOnly(repo, { reason: 'switch', branch, changes })
  const entries = await storeFiles(repo, paths, options)
  const restorePoint = await keepWhatIsLeft(repo, head, entries)
  repo.reached('switch:restore-point-made')
  const leaving = isLeaving ? leavingFiles(repo, { changes, entries, incoming }) : []
  const leavingPaths = new Set(leaving.map(({ path }) => path))
  const planned = [...incoming.files.filter(({ path }) => !leavingPaths.has(path)), ...leaving]
  const leftMoves = isLeaving && branch !== null ? [await leaveEdits(repo, { branch, changes, entries })] : []
  const back = bringingBack(repo, { to, tree, planned, isBringing: input.edits === 'bring' && changes.length > 0 })
  repo.reached('switch:edits-kept')
  if (to.upstream) {
    await writeUpstream(repo, to.upstream)
    repo.reached('switch:upstream-written')
  }
  const files = back?.files ?? planned
  await applyTransaction(repo, {
    name: 'switch',
    branchRef: readHeadRef(repo),
    from,
    to: from,
    reflog: '',
    refs: [...(to.ref ? [to.ref] : []), ...leftMoves, ...(back?.moves ?? [])],
    head: { toRef: `refs/heads/${to.branch}`, commit: to.commit, reflog: checkoutMessage(head, to.branch) },
    files,
    leftOut: incoming.leftOut,
    writeFiles: 'write',
    index: files.length + incoming.leftOut.length === 0 ? 'keep' : 'follow',
    onProgress: options.onProgress,
  })
  return {
    kind: 'switched',
    branch: to.branch,
    created: to.ref === null || to.ref.from === null,
    left: isLeaving ? paths : [],
    brought: isLeaving ? [] : paths,
    returned: back?.returned ?? { kind: 'none' },
    restorePoint,
  }
}

function findInTheWay(
  repo: Repo,
  { changes, incoming, edits }: { changes: readonly OwnedChange[]; incoming: IncomingChanges; edits: EditsChoice },
): string[] {
  const unmerged = unmergedPaths(readIndex(repo))
  if (unmerged.length > 0) return unmerged.sort()
  const left = edits === 'leave' ? changes : []
  const leftPaths = new Set(left.map(({ path }) => path))
  const others = incoming.files.filter(({ path }) => !leftPaths.has(path))
  const putBack = committedAfter(left, incoming)
  const plan = [...others, ...putBack]
  const gone = new Set(plan.flatMap(({ path, after }) => (after === null ? [path] : [])))
  const brought = edits === 'bring' ? cannotComeAlong(changes, incoming.files) : []
  return [
    ...new Set([
      ...brought,
      ...cannotBePutBack(repo, putBack, gone),
      ...findUncommittedCollisions(repo, others, gone),
      ...findFilesOutOfPlace(repo, incoming.leftOut, plan),
    ]),
  ].sort()
}

/** What the branch that is entered holds of edited files. */
function committedAfter(changes: readonly OwnedChange[], incoming: IncomingChanges): PlannedFile[] {
  const arriving = new Map(incoming.files.map((file) => [file.path, file.after]))
  return changes.map(({ path, before }) => {
    const after = arriving.get(path)
    return { path, before: null, after: after === undefined ? before : after }
  })
}

function leavingFiles(
  repo: Repo,
  {
    changes,
    entries,
    incoming,
  }: {
    changes: readonly OwnedChange[]
    entries: Awaited<ReturnType<typeof storeFiles>>
    incoming: IncomingChanges
  },
): PlannedFile[] {
  const files = committedAfter(changes, incoming).map((file) => ({ ...file, before: entries.get(file.path) ?? null }))
  return withFilteredAsStored(repo, files)
}

/** A restore point wherever something could be missed: edits, and commits of a detached HEAD that nothing else holds. */
async function keepWhatIsLeft(repo: Repo, head: Head, entries: Awaited<ReturnType<typeof storeFiles>>) {
  const kept = { reason: 'switch', entries } as const
  if (head.kind === 'detached' && isHeldByNobody(repo, head.commit)) {
    return keepCommit(repo, { ...kept, branch: null, commit: head.commit })
  }
  return entries.size === 0 ? null : keepEntries(repo, { ...kept, branch: head.kind === 'detached' ? null : head.branch })
}

function isHeldByNobody(repo: Repo, commit: ObjectId): boolean {
  const tips = listRefs(repo, 'refs/').flatMap(({ name, oid }) => (name.startsWith('refs/graft/') ? [] : [oid]))
  return findNewCommits(repo, commit, tips).length > 0
}

interface BringingBack {
  files: PlannedFile[]
  moves: RefMove[]
  returned: ReturnedEdits
}

/** Takes edits that wait on the branch into the plan where they fit; null where there are none. */
function bringingBack(
  repo: Repo,
  input: { to: Destination; tree: ObjectId | null; planned: PlannedFile[]; isBringing: boolean },
): BringingBack | null {
  const { to, tree, planned, isBringing } = input
  const held = readLeftEdits(repo, to.branch)
  if (held === null) return null
  const paths = [...held.files.keys()].sort()
  const colliding = isBringing ? [] : cannotReturn(repo, { held, tree, planned })
  if (isBringing || colliding.length > 0) {
    return { files: planned, moves: [], returned: { kind: 'waiting', paths, colliding } }
  }
  const moves = [moveForLeftEdits(repo, { ...held, files: new Map() })]
  return { files: withEdits(planned, held), moves, returned: { kind: 'brought-back', paths } }
}

/** The files as they come to lie in the working folder, while the index takes what is committed. */
export function withEdits(planned: readonly PlannedFile[], { files }: HeldEdits): PlannedFile[] {
  const known = new Map(planned.map((file) => [file.path, file]))
  const edited = [...files].map(([path, { base, edit }]): PlannedFile => {
    const file = known.get(path)
    return { path, before: file ? file.before : base, after: edit, index: file ? file.after : base }
  })
  return [...planned.filter(({ path }) => !files.has(path)), ...edited]
}
