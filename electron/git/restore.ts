import { Failure } from '#electron/failure.ts'
import type { ObjectId, RestorePointId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import { moveForLeftEdits, readHeldEdits, readLeftEdits } from './branches/left-edits-ref.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { isOwned } from './owned-folders.ts'
import { headCommit, readHead, readHeadRef } from './repository/head.ts'
import { listRefs, updateRef } from './repository/refs.ts'
import type { Repo } from './repository/repo.ts'
import { keepFiles, openRestorePoint } from './restore-points.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction } from './transaction/transaction.ts'
import { openConversion } from './working-folder/conversion.ts'
import { holds } from './working-folder/working-write.ts'

const BRANCHES = 'refs/heads/'

/**
 * Puts files of a restore point back into the working folder, byte for byte; paths it noted as absent are removed. What they
 * replace is kept in another restore point first. Index and checked-out branch stay as they are. `paths: null` restores all; paths
 * that are not this connection's are passed over. Restoring all of a point that holds a commit makes a branch at it, and says its
 * name: the one it had, or `name-2`, `name-3`, … where that is taken; one that is at the commit already is made no second time.
 * Edits that had been left on that branch are left on it again, and not put into the working folder.
 * Failures: NOT_FOUND, those of `applyTransaction` and of `updateRef`.
 */
export async function restore(
  repo: Repo,
  input: { workspace: Pick<Workspace, 'directories'>; id: RestorePointId; paths: string[] | null },
  options: CallOptions = {},
): Promise<{ restored: string[]; undo: RestorePoint | null; branch: string | null }> {
  await settleEarlier(repo)
  const wanted = input.paths && new Set(input.paths)
  const conversion = openConversion(repo)
  const kept = openRestorePoint(repo, input.id)
  const { commit } = kept.point
  const branch = commit === null || wanted !== null ? null : await makeBranch(repo, { name: kept.point.branch, commit })
  if (branch !== null && kept.leftEdits !== null) {
    await leaveAgain(repo, branch, kept.leftEdits)
    return { restored: [], undo: null, branch }
  }
  const differing = [...kept.entries].filter(
    ([path, entry]) =>
      isOwned(input.workspace.directories, path) &&
      (wanted === null || wanted.has(path)) &&
      !holds(repo, conversion, path, entry),
  )
  if (differing.length === 0) return { restored: [], undo: null, branch }
  const { point, entries } = await keepFiles(repo, { reason: 'restore', paths: differing.map(([path]) => path) }, options)
  const tip = headCommit(readHead(repo))
  await applyTransaction(repo, {
    name: 'restore',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: 'restore',
    files: differing.map(([path, after]) => ({ path, before: entries.get(path) ?? null, after })),
    writeFiles: 'write',
    index: 'keep',
    onProgress: options.onProgress,
  })
  return { restored: differing.map(([path]) => path).sort(), undo: point, branch }
}

/** Edits wait on the branch as they did, unless others wait there. */
async function leaveAgain(repo: Repo, branch: string, leftEdits: ObjectId): Promise<void> {
  const held = readHeldEdits(repo, leftEdits)
  if (held === null) throw new Failure('REPOSITORY_DAMAGED', { detail: `left edits ${leftEdits}` })
  if (readLeftEdits(repo, branch) !== null) return
  await updateRef(repo, { ...moveForLeftEdits(repo, { ...held, branch }), reflog: null })
}

/** A branch at a commit, under the first name that is free. Returns the name. */
async function makeBranch(repo: Repo, { name, commit }: { name: string | null; commit: ObjectId }): Promise<string> {
  if (!repo.objects.has(commit)) throw new Failure('REPOSITORY_DAMAGED', { detail: `missing object ${commit}` })
  const there = new Map(listRefs(repo, BRANCHES).map((ref) => [ref.name.slice(BRANCHES.length), ref.oid]))
  const head = readHead(repo)
  const names = [...there.keys(), ...(head.kind === 'unborn' ? [head.branch] : [])]
  const wanted = name ?? `restored-${commit.slice(0, 7)}`
  // Below a branch no number helps: `a/b-2` can't be beside `a` either.
  const free = names.some((other) => isBelow(wanted, other)) ? wanted.replaceAll('/', '-') : wanted
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? free : `${free}-${n}`
    if (there.get(candidate) === commit) return candidate
    if (names.some((other) => clash(other, candidate))) continue
    await updateRef(repo, { name: `${BRANCHES}${candidate}`, from: null, to: commit, reflog: 'branch: Restored' })
    return candidate
  }
}

/** Branches are files: `a` and `a/b` can't both be, nor, on many disks, `a` and `A`. */
function clash(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() || isBelow(one, other) || isBelow(other, one)
}

function isBelow(name: string, above: string): boolean {
  return name.toLowerCase().startsWith(`${above.toLowerCase()}/`)
}
