import { Failure } from '#electron/failure.ts'
import type { Directories } from '#shared/domain/connection.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Author, CommitOnto, CommitOutcome, Head } from '#shared/domain/repository.ts'
import { nameTaken, requireBranchName } from './branches/branch-names.ts'
import { checkoutMessage } from './branches/checkout-message.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { parentsOf } from './managed/cone.ts'
import { type CommitObject, type Entry, MODE, serializeCommit } from './objects/model.ts'
import { editTree, entryAtPath } from './objects/trees.ts'
import { ownedFolders, requireOwned } from './owned-folders.ts'
import { configuredPerson, sign } from './repository/author.ts'
import { cleanMessage } from './repository/commit-message.ts'
import { refuseDuringForeignOperation } from './repository/foreign-operation.ts'
import { headCommit, readHead, readHeadRef, summarizeCommit } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction, type PlannedFile, type Transaction } from './transaction/transaction.ts'
import { openConversion } from './working-folder/conversion.ts'
import { lstatWorking, storedForm } from './working-folder/working-file.ts'
import { pace } from './working-folder/working-folder.ts'

export interface CommitInput {
  workspace: Pick<Workspace, 'directories'>
  paths: string[]
  message: string
  author: Author | null
  onto?: CommitOnto
}

/**
 * Commits the given files as they lie in the working folder, and nothing else: the new tree is HEAD's with these paths
 * changed, so what others staged is neither committed nor unstaged. Hooks are not run.
 * Failures: OPERATION_IN_PROGRESS, DETACHED_HEAD, FILTERED_FILE, FOLDER_REPLACED, and those of `applyTransaction`. A path outside the
 * connection's folders throws, and so does a name that is none by Git's rules.
 */
export async function commit(repo: Repo, input: CommitInput, options: CallOptions = {}): Promise<CommitOutcome> {
  requireOwned(input.workspace.directories, input.paths)
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const head = readHead(repo)
  const { onto = { kind: 'current' } } = input
  if (head.kind === 'detached' && onto.kind === 'current') throw new Failure('DETACHED_HEAD', { commit: head.commit })
  if (onto.kind === 'new-branch') requireBranchName(onto.name)
  const taken = onto.kind === 'new-branch' ? nameTaken(repo, onto.name) : null
  if (taken) return taken
  const author = input.author ?? configuredPerson(repo, 'author')
  const committer = configuredPerson(repo, 'committer') ?? author
  if (!author || !committer) return { kind: 'author-needed' }
  repo.reached('commit:before-objects')
  const from = headCommit(head)
  const base = from === null ? null : repo.objects.readCommit(from).tree
  const files = await collect(repo, { base, paths: input.paths, signal: options.signal })
  requireFolders(repo, base, { directories: input.workspace.directories, files })
  if (files.length === 0) return { kind: 'nothing-to-commit' }
  const tree = editTree(repo.objects, base, new Map(files.map(({ path, after }) => [path, after])))
  if (tree === base) return { kind: 'nothing-to-commit' }
  options.signal?.throwIfAborted()
  const object: CommitObject = {
    tree,
    parents: from === null ? [] : [from],
    author: sign(repo, author),
    committer: sign(repo, committer),
    message: cleanMessage(input.message),
  }
  const to = repo.objects.write('commit', serializeCommit(object))
  repo.reached('commit:objects-written')
  const summary = summarizeCommit(to, object)
  await applyTransaction(repo, {
    name: 'commit',
    ...moveTo(repo, { head, onto, to, message: `commit${from === null ? ' (initial)' : ''}: ${summary.subject}` }),
    files,
    writeFiles: 'working-folder-already-right',
    index: 'follow',
  })
  return { kind: 'committed', commit: summary, paths: files.map(({ path }) => path).sort() }
}

/** The branch moves; or it stays where it is, and a new one is made and checked out. */
function moveTo(
  repo: Repo,
  { head, onto, to, message }: { head: Head; onto: CommitOnto; to: ObjectId; message: string },
): Pick<Transaction, 'branchRef' | 'from' | 'to' | 'reflog' | 'refs' | 'head'> {
  const from = headCommit(head)
  const checkedOut = { branchRef: readHeadRef(repo), from, reflog: message }
  if (onto.kind === 'current') return { ...checkedOut, to }
  const toRef = `refs/heads/${onto.name}`
  const steps = [...(from === null ? [] : [{ to: from, message: 'branch: Created from HEAD' }]), { to, message }]
  return {
    ...checkedOut,
    to: from,
    refs: [{ name: toRef, from: null, to, reflog: steps }],
    head: { toRef, commit: to, reflog: checkoutMessage(head, onto.name) },
  }
}

/** What others put where a folder was must not give way to a file below it, wherever it lies and does not lie on the disk. */
function requireFolders(
  repo: Repo,
  base: ObjectId | null,
  { directories, files }: { directories: Directories; files: readonly PlannedFile[] },
): void {
  const folders = ownedFolders(directories).filter((folder) => files.some(({ path }) => path.startsWith(`${folder}/`)))
  for (const path of new Set(folders.flatMap((folder) => [...parentsOf(folder), folder]))) {
    const found = entryAtPath(repo.objects, base, path)
    if (found !== null && found.mode !== MODE.tree) throw new Failure('FOLDER_REPLACED', { path })
  }
}

/** Stores the files' content; returns those that differ from the base tree. */
async function collect(
  repo: Repo,
  input: { base: string | null; paths: readonly string[]; signal: AbortSignal | undefined },
): Promise<PlannedFile[]> {
  const conversion = openConversion(repo)
  const steps = pace(input.signal)
  const files: PlannedFile[] = []
  for (const path of new Set(input.paths)) {
    await steps.step()
    const found = entryAtPath(repo.objects, input.base, path)
    const before = found?.mode === MODE.tree ? null : found
    if (before?.mode === MODE.gitlink) continue
    const stat = lstatWorking(repo, path)
    let after: Entry | null = null
    if (stat) {
      const stored = storedForm(repo, conversion, path, stat, before)
      after = { oid: stored.oid, mode: stored.mode }
      if (after.oid !== before?.oid) repo.objects.write('blob', stored.content)
    }
    if (after?.oid !== before?.oid || after?.mode !== before?.mode) files.push({ path, before, after })
  }
  return files
}
