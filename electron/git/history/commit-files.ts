import { Failure } from '#electron/failure.ts'
import type { CommitFile, CommitFiles } from '#shared/domain/history.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations, NeedsServer } from '../contract.ts'
import { type Entry, MODE } from '../objects/model.ts'
import { ownedFolders } from '../owned-folders.ts'
import { headCommit, readHead } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import type { FileChange } from '../trees/diff-trees.ts'
import { type ChangesBetween, changesBetween } from './changes-between.ts'
import { openDescriptions } from './describe-commit.ts'
import { openReach, type Reach } from './reach-back.ts'
import { exactRenames, isFile, type NamedEntry, type Rename, similarRenames, worthComparing } from './renames.ts'
import { historySource } from './sessions.ts'

type Input = Parameters<GitOperations['commitFiles']>[0]

/**
 * What a commit changed against its first parent (a root: against nothing), in the connection's folders by name and elsewhere as a
 * number. Renames are found within the folders, as `git diff-tree -M` does: the same content first, then files that are half the
 * same, unless there are hundreds. What is not in this clone is asked for with an access.
 * Failures: NOT_FOUND (`commit`), HISTORY_OUT_OF_REACH, those of the transport.
 */
export async function commitFiles(repo: Repo, input: Input, options: CallOptions = {}): Promise<CommitFiles | NeedsServer> {
  const { commit, access, workspace } = input
  requireCommit(repo, commit)
  const folders = ownedFolders(workspace.directories)
  let need = look(repo, commit, folders)
  if (need.kind !== 'known') {
    if (access === null) return { kind: 'needs-server' }
    const reach = openReach(repo, { access, folders }, options)
    try {
      for (let last = ''; need.kind !== 'known'; need = look(repo, commit, folders)) {
        const asked = JSON.stringify(need)
        // Asked for the same twice, the server does not have it.
        if (asked === last) throw new Failure('REMOTE_FAILED', { domain: access.domain, status: null, hostWords: null })
        last = asked
        await bring(reach, need, commit)
      }
    } finally {
      await reach.close()
    }
  }
  const tip = headCommit(readHead(repo)) ?? commit
  return {
    commit: openDescriptions(repo, { tip, remote: input.remote })(commit),
    files: need.files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    otherFiles: need.others,
  }
}

/** Failure: NOT_FOUND (`commit`) where there is none of this id here. */
export function requireCommit(repo: Repo, commit: ObjectId): void {
  if (!repo.objects.has(commit) || repo.objects.read(commit).type !== 'commit') {
    throw new Failure('NOT_FOUND', { what: 'commit' })
  }
}

type Need =
  | { kind: 'known'; files: CommitFile[]; others: number | null }
  | { kind: 'parent' }
  | { kind: 'trees'; lacking: ChangesBetween['lacking'] }
  | { kind: 'files'; oids: ObjectId[] }

function look(repo: Repo, commit: ObjectId, folders: readonly string[]): Need {
  const source = historySource(repo)
  source.refresh()
  const { tree, parents } = source.links(commit)
  const [parent] = parents
  if (parent !== undefined && source.shallow().has(commit)) return { kind: 'parent' }
  const before = parent === undefined ? null : source.links(parent).tree
  const { files, others, lacking } = changesBetween(repo.objects, [before, tree], folders)
  if (lacking.onTheWay.length + lacking.inFolders.length > 0) return { kind: 'trees', lacking }
  const gone = files.flatMap(({ path, before: entry, after }) => (entry && !after ? [{ path, entry }] : []))
  const come = files.flatMap(({ path, before: entry, after }) => (after && !entry ? [{ path, entry: after }] : []))
  const exact = exactRenames(gone, come)
  const rest = worthComparing(without(gone, exact), without(come, exact))
  const oids = [...rest.gone, ...rest.come].map(({ entry }) => entry.oid).filter((oid) => !repo.objects.has(oid))
  if (oids.length > 0) return { kind: 'files', oids }
  const similar = similarRenames(rest.gone, rest.come, ({ oid }) => repo.objects.readBlob(oid))
  return { kind: 'known', files: named(files, [...exact, ...similar]), others }
}

async function bring(reach: Reach, need: Exclude<Need, { kind: 'known' }>, commit: ObjectId): Promise<void> {
  if (need.kind === 'parent') await reach.deepen({ tip: commit, by: 1 })
  else if (need.kind === 'files') await reach.bring(need.oids, 'alone')
  else if (need.lacking.onTheWay.length > 0) await reach.bring(need.lacking.onTheWay, 'alone')
  else await reach.bring(need.lacking.inFolders, 'trees-below')
}

function without(entries: readonly NamedEntry[], renames: readonly Rename[]): NamedEntry[] {
  const paired = new Set(renames.flatMap(({ from, to }) => [from, to]))
  return entries.filter((entry) => !paired.has(entry))
}

function named(files: readonly FileChange[], renames: readonly Rename[]): CommitFile[] {
  const cameFrom = new Map(renames.map(({ from, to }) => [to.path, from.path]))
  const left = new Set(renames.map(({ from }) => from.path))
  return files.flatMap(({ path, before, after }): CommitFile[] => {
    const from = cameFrom.get(path) ?? null
    if (from !== null && before === null) return [{ path, kind: 'renamed', from }]
    return left.has(path) && after === null ? [] : [{ path, kind: kindOf(before, after), from: null }]
  })
}

function kindOf(before: Entry | null, after: Entry | null): CommitFile['kind'] {
  if (before === null) return 'added'
  if (after === null) return 'deleted'
  if (typeOf(before) !== typeOf(after)) return 'type-changed'
  return before.oid === after.oid ? 'mode-changed' : 'modified'
}

function typeOf(entry: Entry): 'file' | 'link' | 'submodule' {
  return isFile(entry) ? 'file' : entry.mode === MODE.symlink ? 'link' : 'submodule'
}
