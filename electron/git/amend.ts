import { Failure } from '#electron/failure.ts'
import type { AmendOutcome } from '#shared/domain/history.ts'
import { storeCommittedFiles } from './committed-files.ts'
import type { CallOptions, GitOperations } from './contract.ts'
import { isHeldByRemote } from './history/held-by.ts'
import { type CommitObject, type Signature, serializeCommit } from './objects/model.ts'
import { editTree } from './objects/trees.ts'
import { requireOwned } from './owned-folders.ts'
import { configuredPerson, sign } from './repository/author.ts'
import { cleanMessage } from './repository/commit-message.ts'
import { refuseDuringForeignOperation } from './repository/foreign-operation.ts'
import { readHead, readHeadRef, summarizeCommit } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { keepCommit } from './restore-points.ts'
import { settleEarlier } from './transaction/recover.ts'
import { applyTransaction } from './transaction/transaction.ts'

type Input = Parameters<GitOperations['amend']>[0]

/**
 * Puts a new commit in the last one's place: the same parents, the message as given, and of the given paths what lies in the working
 * folder. Author and authoring date stay (a given author takes the name's place, as with `git commit --amend --author`), the
 * committer is who commits now. The old commit is kept in a restore point. Nothing happens where a remote is known to hold it.
 * Failures: OPERATION_IN_PROGRESS, DETACHED_HEAD, FILTERED_FILE, FOLDER_REPLACED, and those of `applyTransaction`. A path outside
 * the connection's folders throws.
 */
export async function amend(repo: Repo, input: Input, options: CallOptions = {}): Promise<AmendOutcome> {
  const { directories } = input.workspace
  requireOwned(directories, input.paths)
  await settleEarlier(repo)
  refuseDuringForeignOperation(repo)
  const head = readHead(repo)
  if (head.kind === 'detached') throw new Failure('DETACHED_HEAD', { commit: head.commit })
  if (head.kind === 'unborn') return { kind: 'no-commit' }
  const from = head.commit
  if (isHeldByRemote(repo, from)) return { kind: 'already-pushed' }
  const old = repo.objects.readCommit(from)
  const author = authorOf(repo, old, input)
  const committer = configuredPerson(repo, 'committer') ?? input.author
  if (!author || !committer) return { kind: 'author-needed' }
  repo.reached('commit:before-objects')
  const files = await storeCommittedFiles(repo, { directories, base: old.tree, paths: input.paths, signal: options.signal })
  const object: CommitObject = {
    tree:
      files.length === 0 ? old.tree : editTree(repo.objects, old.tree, new Map(files.map(({ path, after }) => [path, after]))),
    parents: old.parents,
    author,
    committer: sign(repo, committer),
    message: cleanMessage(input.message),
  }
  options.signal?.throwIfAborted()
  const to = repo.objects.write('commit', serializeCommit(object))
  repo.reached('commit:objects-written')
  const summary = summarizeCommit(to, object)
  const paths = files.map(({ path }) => path).sort()
  // The very same commit once more, within one second.
  if (to === from) return { kind: 'amended', commit: summary, paths }
  await keepCommit(repo, { reason: 'amend', branch: head.branch, commit: from }, options)
  await applyTransaction(repo, {
    name: 'commit',
    branchRef: readHeadRef(repo),
    from,
    to,
    reflog: `commit (amend): ${summary.subject}`,
    files,
    writeFiles: 'working-folder-already-right',
    index: 'follow',
  })
  return { kind: 'amended', commit: summary, paths }
}

/** A commit whose author can't be read gets the one who amends it. */
function authorOf(repo: Repo, old: CommitObject, input: Input): Signature | null {
  if (input.author) return { ...old.author, ...input.author, ...(isReadable(old.author) ? {} : now(repo)) }
  if (isReadable(old.author)) return old.author
  const configured = configuredPerson(repo, 'author')
  return configured && sign(repo, configured)
}

function isReadable({ name, email }: Signature): boolean {
  return name !== '' || email !== ''
}

function now(repo: Repo): Pick<Signature, 'seconds' | 'zone'> {
  const { seconds, zone } = sign(repo, { name: '', email: '' })
  return { seconds, zone }
}
