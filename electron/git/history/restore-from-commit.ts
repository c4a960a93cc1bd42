import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { RestorePoint } from '#shared/domain/repository.ts'
import type { CallOptions, GitOperations, NeedsServer } from '../contract.ts'
import { withFilteredAsStored } from '../managed/stored-form.ts'
import { type Entry, MODE } from '../objects/model.ts'
import { entryAtPath } from '../objects/trees.ts'
import { ownedFolders, requireOwned } from '../owned-folders.ts'
import type { Exclusively } from '../pull.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import { keepFiles } from '../restore-points.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction } from '../transaction/transaction.ts'
import { openConversion } from '../working-folder/conversion.ts'
import { holds } from '../working-folder/working-write.ts'
import { requireCommit } from './commit-files.ts'
import { openReach } from './reach-back.ts'
import { folderStates } from './sessions.ts'

type Input = Parameters<GitOperations['restoreFromCommit']>[0]
type Restored = { kind: 'restored'; restored: string[]; undo: RestorePoint | null }

/**
 * Puts one file of the connection's folders back into the working folder as a commit has it, with line ends and the like as
 * `git checkout` would write them; branch and index stay. What it replaces is kept in a restore point first. A file that the commit
 * does not have (it was deleted there) is refused as not found: taking a file away is no restoring.
 * Failures: NOT_FOUND (`commit`, `file`), FILTERED_FILE, those of the transport and of `applyTransaction`. A path outside the
 * folders throws.
 */
export async function restoreFromCommit(
  repo: Repo,
  input: Input,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<Restored | NeedsServer> {
  const { exclusively = (work) => work() } = options
  const { commit, path, access, workspace } = input
  requireOwned(workspace.directories, [path])
  requireCommit(repo, commit)
  const { tree } = repo.objects.readCommit(commit)
  const folders = ownedFolders(workspace.directories)
  if (access === null) {
    const found = find(repo, { tree, path, folders })
    if (found.kind === 'lacking') return { kind: 'needs-server' }
    return exclusively(() => put(repo, { path, entry: found.entry }, options))
  }
  const reach = openReach(repo, { access, folders }, options)
  let entry: Entry
  try {
    for (let last = ''; ; ) {
      const found = find(repo, { tree, path, folders })
      if (found.kind === 'found') {
        entry = found.entry
        break
      }
      // Asked for the same twice, the server does not have it.
      if (found.oid === last) throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
      last = found.oid
      await reach.bring([found.oid], 'alone')
    }
  } finally {
    await reach.close()
  }
  return exclusively(() => put(repo, { path, entry }, options))
}

type Found = { kind: 'found'; entry: Entry } | { kind: 'lacking'; oid: ObjectId }

/** The file in the tree, or the first object on the way to its content that is not here. */
function find(repo: Repo, { tree, path, folders }: { tree: ObjectId; path: string; folders: readonly string[] }): Found {
  const { objects } = repo
  const way = folderStates(repo, folders)(tree)
  if (way.kind === 'lacking') return { kind: 'lacking', oid: way.trees[0] ?? tree }
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const above = entryAtPath(objects, tree, path.slice(0, slash))
    if (above?.mode === MODE.tree && !objects.has(above.oid)) return { kind: 'lacking', oid: above.oid }
  }
  const entry = entryAtPath(objects, tree, path)
  if (entry === null || entry.mode === MODE.tree || entry.mode === MODE.gitlink)
    throw new Failure('NOT_FOUND', { what: 'file' })
  return objects.has(entry.oid) ? { kind: 'found', entry } : { kind: 'lacking', oid: entry.oid }
}

async function put(repo: Repo, { path, entry }: { path: string; entry: Entry }, options: CallOptions): Promise<Restored> {
  await settleEarlier(repo)
  const [wanted] = withFilteredAsStored(repo, [{ path, before: null, after: entry }])
  const after = wanted?.after ?? entry
  if (holds(repo, openConversion(repo), path, after)) return { kind: 'restored', restored: [], undo: null }
  const { point, entries } = await keepFiles(repo, { reason: 'restore', paths: [path] }, options)
  const tip = headCommit(readHead(repo))
  await applyTransaction(repo, {
    name: 'restore',
    branchRef: readHeadRef(repo),
    from: tip,
    to: tip,
    reflog: 'restore',
    files: [{ path, before: entries.get(path) ?? null, after }],
    writeFiles: 'write',
    index: 'keep',
    onProgress: options.onProgress,
  })
  return { kind: 'restored', restored: [path], undo: point }
}
