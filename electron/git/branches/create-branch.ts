import type { BranchStart, CreateBranchOutcome } from '#shared/domain/branch.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { CallOptions, GitOperations, NeedsServer } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import { headCommit, readHead } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { findChanges } from '../working-folder/changes.ts'
import { nameTaken, requireBranchName } from './branch-names.ts'
import { checkOutBranch, type Destination } from './check-out-branch.ts'
import { reachBranch, type Start, tipOf } from './start-of-branch.ts'
import { refuseDuringAnyOperation, upstreamToWrite } from './switch-branch.ts'

type CreateInput = Omit<Parameters<GitOperations['createBranch']>[0], 'workspace'> & {
  workspace: Pick<Parameters<GitOperations['createBranch']>[0]['workspace'], 'directories'>
}

const BRANCHES = 'refs/heads/'

/**
 * Makes a branch, at what is checked out or at another branch, and checks it out in the same step. One made at a remote branch of
 * its own name follows that. A name that is none by Git's rules throws. Failures: as `switchBranch`.
 */
export async function createBranch(
  repo: Repo,
  input: CreateInput,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<CreateBranchOutcome | NeedsServer> {
  const { exclusively = (work) => work() } = options
  requireBranchName(input.name)
  refuseDuringAnyOperation(repo)
  const refusal = await refuseEarly(repo, input, options)
  if (refusal) return refusal
  const start = await reachStart(repo, input, options)
  if (start !== null && start.kind !== 'at') return start
  repo.reached('switch:fetched')
  options.signal?.throwIfAborted()
  return exclusively(async () => {
    await settleEarlier(repo)
    refuseDuringAnyOperation(repo)
    const taken = nameTaken(repo, input.name)
    if (taken) return taken
    const commit = startCommit(repo, input)
    if (commit === null && input.from.kind !== 'head') return { kind: 'branch-missing', ref: input.from }
    return checkOutBranch(repo, { ...input, to: newBranch(repo, input, commit) }, options)
  })
}

async function refuseEarly(repo: Repo, input: CreateInput, options: CallOptions): Promise<CreateBranchOutcome | null> {
  const taken = nameTaken(repo, input.name)
  if (taken) return taken
  // A working tree in the middle of a rebase holds a name that no ref may show.
  if (branchesElsewhere(repo).has(input.name)) return { kind: 'in-other-worktree', branch: input.name }
  if (input.edits !== 'ask') return null
  const changes = await findChanges(repo, input.workspace.directories, { signal: options.signal })
  return changes.length === 0 ? null : { kind: 'has-edits', paths: changes.map(({ path }) => path) }
}

/** Null where the branch begins at what is checked out, which is all here. */
async function reachStart(repo: Repo, { from, remote, access }: CreateInput, options: CallOptions): Promise<Start | null> {
  return from.kind === 'head' ? null : reachBranch(repo, { ref: from, remote, access }, options)
}

function startCommit(repo: Repo, { from, remote }: CreateInput): ObjectId | null {
  return from.kind === 'head' ? headCommit(readHead(repo)) : tipOf(repo, remote, from)
}

function newBranch(repo: Repo, { name, from, remote }: CreateInput, commit: ObjectId | null): Destination {
  const follows = from.kind === 'remote' && from.name === name
  const message = `branch: Created from ${startName(from, remote)}`
  return {
    branch: name,
    commit,
    ref: commit === null ? null : { name: BRANCHES + name, from: null, to: commit, reflog: [{ to: commit, message }] },
    upstream: follows ? upstreamToWrite(repo, { branch: name, remote, serverRef: BRANCHES + name }) : null,
  }
}

/** As `git branch` words it. */
function startName(from: BranchStart, remote: string): string {
  return from.kind === 'head' ? 'HEAD' : from.kind === 'local' ? from.name : `refs/remotes/${remote}/${from.name}`
}
