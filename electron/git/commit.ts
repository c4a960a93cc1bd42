import { Failure } from '#electron/failure.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Author, CommitOnto, CommitOutcome, Head } from '#shared/domain/repository.ts'
import { nameTaken, requireBranchName } from './branches/branch-names.ts'
import { checkoutMessage } from './branches/checkout-message.ts'
import { storeCommittedFiles } from './committed-files.ts'
import type { CallOptions, Workspace } from './contract.ts'
import { type CommitObject, serializeCommit } from './objects/model.ts'
import { editTree } from './objects/trees.ts'
import { requireOwned } from './owned-folders.ts'
import { configuredPerson, sign } from './repository/author.ts'
import { cleanMessage } from './repository/commit-message.ts'
import { refuseDuringForeignOperation } from './repository/foreign-operation.ts'
import { headCommit, readHead, readHeadRef, summarizeCommit } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction, type Transaction } from './transaction/transaction.ts'

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
  const { directories } = input.workspace
  const files = await storeCommittedFiles(repo, { directories, base, paths: input.paths, signal: options.signal })
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
