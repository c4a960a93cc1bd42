import type { Hunk } from '#shared/domain/history.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import type { CallOptions, Workspace } from '../contract.ts'
import { withFilteredAsStored } from '../managed/stored-form.ts'
import { type Entry, hashObject, MODE } from '../objects/model.ts'
import { entryAtPath } from '../objects/trees.ts'
import { refuseDuringForeignOperation } from '../repository/foreign-operation.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import { keepFiles } from '../restore-points.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction, type PlannedEntry, type Transaction } from '../transaction/transaction.ts'
import { checkedOut } from './checked-out.ts'
import { putBackLines } from './put-back-lines.ts'
import { readSides, type Side, versionOf } from './sides.ts'

/**
 * Puts parts of a file back to the last commit; the rest stays byte for byte, and so does the mode. A new file of which nothing is
 * left goes, a deleted one comes back with its mode. What the file was is kept in a restore point first. The index follows only
 * where the whole file is put back, as after a discard. `file-moved`, and nothing is changed, where the file or the last commit is
 * not what `version` names any more.
 * Failures: OPERATION_IN_PROGRESS and those of `applyTransaction`. Hunks of another file, and of a file without lines, throw.
 */
export async function discardHunks(
  repo: Repo,
  input: { workspace: Pick<Workspace, 'directories'>; path: string; version: string; hunks: readonly Hunk[] },
  options: CallOptions = {},
): Promise<{ kind: 'discarded'; restorePoint: RestorePoint } | { kind: 'file-moved' }> {
  const { path } = input
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const read = await readSides(repo, { workspace: input.workspace, source: { kind: 'working' }, path, access: null }, options)
  if (read.kind === 'needs-server') return { kind: 'file-moved' }
  if (versionOf(read.value) !== input.version) return { kind: 'file-moved' }
  const { before, after } = read.value
  const tip = headCommit(readHead(repo))
  const committed = tip === null ? null : entryAtPath(repo.objects, repo.objects.readCommit(tip).tree, path)
  const old = bytesOf(before)
  const whole = old && checkedOut(repo, path, old)
  const content = putBackLines(whole, bytesOf(after), input.hunks)

  const kept = await keepFiles(repo, { reason: 'discard', paths: [path] }, options)
  const now = kept.entries.get(path) ?? null
  if ((now?.oid ?? null) !== (after.kind === 'file' ? hashObject('blob', after.bytes) : null)) return { kind: 'file-moved' }
  repo.reached('discard:restore-point-made')
  await applyTransaction(repo, {
    name: 'discard',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: 'discard',
    ...planFor(repo, { path, now, committed, whole, content }),
    writeFiles: 'write',
    onProgress: options.onProgress,
  })
  return { kind: 'discarded', restorePoint: kept.point }
}

function bytesOf(side: Side): Buffer | null {
  if (side.kind === 'file') return side.bytes
  if (side.kind === 'absent') return null
  throw new Error('Hunks of a file without lines.')
}

interface PutBack {
  path: string
  now: PlannedEntry | null
  committed: Entry | null
  /** What the last commit would check out. */
  whole: Buffer | null
  content: Buffer
}

function planFor(repo: Repo, { path, now, committed, whole, content }: PutBack): Pick<Transaction, 'files' | 'index'> {
  if (committed === null && content.length === 0) return { files: [{ path, before: now, after: null }], index: 'follow' }
  const mode = now?.mode ?? committed?.mode ?? MODE.file
  if (committed !== null && whole?.equals(content) && mode === committed.mode) {
    return { files: withFilteredAsStored(repo, [{ path, before: now, after: committed }]), index: 'follow' }
  }
  const oid = repo.objects.write('blob', content)
  return { files: [{ path, before: now, after: { oid, mode, exact: true } }], index: 'keep' }
}
