import type { BranchRef, SwitchOutcome } from '#shared/domain/branch.ts'
import { Failure } from '../../failure.ts'
import type { CallOptions, GitOperations, NeedsServer } from '../contract.ts'
import type { Exclusively } from '../pull.ts'
import { findForeignOperation } from '../repository/foreign-operation.ts'
import { readHead } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import { configuredUpstream } from '../repository/upstream.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { findChanges } from '../working-folder/changes.ts'
import { checkOutBranch, type Destination } from './check-out-branch.ts'
import { findFollower, nameForFollower, reachBranch, tipOf } from './start-of-branch.ts'

type SwitchInput = Omit<Parameters<GitOperations['switchBranch']>[0], 'workspace'> & {
  workspace: Pick<Parameters<GitOperations['switchBranch']>[0]['workspace'], 'directories'>
}

const BRANCHES = 'refs/heads/'

/**
 * Checks another branch out. A remote one is fetched first where there is an access, and the local branch that follows it is
 * checked out where it is, or made. Uncommitted edits stay with the branch that is left, or go along, as was chosen; files
 * outside the connection's folders follow Git's rules of checkout.
 * Failures: OPERATION_IN_PROGRESS, those of the transport and of `checkOutBranch`.
 */
export async function switchBranch(
  repo: Repo,
  input: SwitchInput,
  options: CallOptions & { exclusively?: Exclusively } = {},
): Promise<SwitchOutcome | NeedsServer> {
  const { exclusively = (work) => work() } = options
  refuseDuringAnyOperation(repo)
  const refusal = await refuseEarly(repo, input, options)
  if (refusal) return refusal
  const target = localTarget(repo, input)
  const start = await reachBranch(repo, { ...input, ref: target ?? input.to }, options)
  if (start.kind !== 'at') return start.kind === 'branch-missing' ? { ...start, ref: input.to } : start
  repo.reached('switch:fetched')
  options.signal?.throwIfAborted()
  return exclusively(async () => {
    await settleEarlier(repo)
    refuseDuringAnyOperation(repo)
    const to = destination(repo, input)
    return to.kind === 'there' ? checkOutBranch(repo, { ...input, to: to.destination }, options) : to
  })
}

/** What needs neither the server nor anybody's turn: the person chooses before anything is fetched. */
async function refuseEarly(repo: Repo, input: SwitchInput, options: CallOptions): Promise<SwitchOutcome | null> {
  const target = localTarget(repo, input)
  if (target !== null && isCheckedOut(repo, target.name)) return { kind: 'already-there' }
  if (target !== null && branchesElsewhere(repo).has(target.name)) return { kind: 'in-other-worktree', branch: target.name }
  if (input.edits !== 'ask') return null
  const changes = await findChanges(repo, input.workspace.directories, { signal: options.signal })
  return changes.length === 0 ? null : { kind: 'has-edits', paths: changes.map(({ path }) => path) }
}

/** The branch of this clone that is meant; null where it has to be made. */
function localTarget(repo: Repo, { to, remote }: SwitchInput): (BranchRef & { kind: 'local' }) | null {
  const name = to.kind === 'local' ? to.name : findFollower(repo, remote, to.name)
  return name === null ? null : { kind: 'local', name }
}

function isCheckedOut(repo: Repo, name: string): boolean {
  const head = readHead(repo)
  return head.kind !== 'detached' && head.branch === name
}

type Found =
  | { kind: 'there'; destination: Destination }
  | Extract<SwitchOutcome, { kind: 'already-there' | 'branch-missing' | 'in-other-worktree' }>

/** The branch as it stands now that nobody else of Graft is at work. */
function destination(repo: Repo, input: SwitchInput): Found {
  const local = localTarget(repo, input)
  const tip = tipOf(repo, input.remote, local ?? input.to)
  if (local !== null && isCheckedOut(repo, local.name)) return { kind: 'already-there' }
  if (tip === null) return { kind: 'branch-missing', ref: input.to }
  if (local !== null) {
    if (branchesElsewhere(repo).has(local.name)) return { kind: 'in-other-worktree', branch: local.name }
    return { kind: 'there', destination: existing(local.name, tip) }
  }
  const { remote, to } = input
  return { kind: 'there', destination: following(repo, { remote, name: to.name, commit: tip }) }
}

function existing(branch: string, commit: string): Destination {
  return { branch, commit, ref: { name: BRANCHES + branch, from: commit, to: commit, reflog: [] }, upstream: null }
}

/** A new branch that follows a remote one. */
function following(repo: Repo, { remote, name, commit }: { remote: string; name: string; commit: string }): Destination {
  const branch = nameForFollower(repo, remote, name)
  const message = `branch: Created from refs/remotes/${remote}/${name}`
  return {
    branch,
    commit,
    ref: { name: BRANCHES + branch, from: null, to: commit, reflog: [{ to: commit, message }] },
    upstream: upstreamToWrite(repo, { branch, remote, serverRef: BRANCHES + name }),
  }
}

/** Null where the configuration says so already: a branch of that name was here before. */
export function upstreamToWrite(repo: Repo, wanted: NonNullable<Destination['upstream']>): Destination['upstream'] {
  const known = configuredUpstream(repo, wanted.branch)
  return known?.remote === wanted.remote && known.merge === wanted.serverRef ? null : wanted
}

/** Where another Git client is in the middle of something, HEAD is its own; that goes for bisecting, too. Failure: OPERATION_IN_PROGRESS. */
export function refuseDuringAnyOperation(repo: Repo): void {
  const operation = findForeignOperation(repo)
  if (operation !== null) throw new Failure('OPERATION_IN_PROGRESS', { operation })
}
