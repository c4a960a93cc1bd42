import type { RenameBranchOutcome } from '#shared/domain/branch.ts'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { withBranchCopied, withoutBranch } from '../config/branch-sections.ts'
import { editConfig } from '../config/edit-config.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import { appendReflogLines, copyReflog } from '../repository/reflog.ts'
import { readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction, type HeadMove, type RefMove } from '../transaction/transaction.ts'
import { nameTaken } from './branch-names.ts'
import { renameLeftEdits } from './left-edits.ts'
import { refuseDuringAnyOperation } from './switch-branch.ts'

const BRANCHES = 'refs/heads/'

/**
 * Gives a branch another name, and with it its reflog, what the configuration says of it, the edits that were left on it, and HEAD
 * where that stands for it. The new name is complete before the old one goes: a crash in between leaves both of them.
 * A name that is none by Git's rules throws. Failures: OPERATION_IN_PROGRESS, those of `applyTransaction`.
 */
export async function renameBranch(
  repo: Repo,
  { name, newName }: Omit<Parameters<GitOperations['renameBranch']>[0], 'workspace'>,
  options: CallOptions = {},
): Promise<RenameBranchOutcome> {
  const problem = branchNameProblem(newName)
  if (problem !== null) throw new Error(`Not a branch name: ${problem.kind}`)
  await settleEarlier(repo)
  refuseDuringAnyOperation(repo)
  const isUnborn = isActive(repo, name) && headCommit(readHead(repo)) === null
  const tip = readRef(repo, BRANCHES + name)
  if (tip === null && !isUnborn) return { kind: 'missing' }
  if (name === newName) return { kind: 'renamed' }
  if (branchesElsewhere(repo).has(name)) return { kind: 'in-other-worktree' }
  const taken = nameTaken(repo, newName, name)
  if (taken !== null) return taken
  options.signal?.throwIfAborted()
  // Git keeps branches as files, and these two would be one, or a file and its own folder.
  if (isInItsOwnWay(name, newName)) {
    const between = nameBetween(repo, name)
    await move(repo, { from: name, to: between, tip })
    await move(repo, { from: between, to: newName, tip })
  } else await move(repo, { from: name, to: newName, tip })
  return { kind: 'renamed' }
}

interface Move {
  /** Short names. */
  from: string
  to: string
  /** Null for a branch without commits. */
  tip: ObjectId | null
}

async function move(repo: Repo, { from, to, tip }: Move): Promise<void> {
  const message = `Branch: renamed ${BRANCHES}${from} to ${BRANCHES}${to}`
  await editConfig(repo, (text) => withBranchCopied(text, from, to))
  copyReflog(repo, BRANCHES + from, BRANCHES + to)
  const made: RefMove[] = tip === null ? [] : [{ name: BRANCHES + to, from: null, to: tip, reflog: [] }]
  const gone: RefMove[] = tip === null ? [] : [{ name: BRANCHES + from, from: tip, to: null, reflog: [] }]
  if (tip !== null) appendReflogLines(repo, BRANCHES + to, [{ from: tip, to: tip, message }])
  if (isActive(repo, from)) {
    // HEAD must never name a branch that is gone, so the old one stays until HEAD has left it.
    await apply(repo, made, { toRef: BRANCHES + to, commit: tip, reflog: message })
    await apply(repo, [...gone, ...renameLeftEdits(repo, from, to)])
  } else await apply(repo, [...made, ...gone, ...renameLeftEdits(repo, from, to)])
  await editConfig(repo, (text) => withoutBranch(text, from))
}

async function apply(repo: Repo, refs: RefMove[], head?: HeadMove): Promise<void> {
  const commit = headCommit(readHead(repo))
  await applyTransaction(repo, {
    name: 'switch',
    branchRef: readHeadRef(repo),
    from: commit,
    to: commit,
    reflog: '',
    refs,
    ...(head ? { head } : {}),
    files: [],
    writeFiles: 'working-folder-already-right',
    index: 'keep',
  })
}

function isActive(repo: Repo, name: string): boolean {
  return readHeadRef(repo) === BRANCHES + name
}

function isInItsOwnWay(name: string, newName: string): boolean {
  const [a, b] = [name.toLowerCase(), newName.toLowerCase()]
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
}

/** Says what it is, should a crash leave it. */
function nameBetween(repo: Repo, name: string): string {
  const base = `${name.replaceAll('/', '-').slice(0, 80)}-being-renamed`
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? base : `${base}-${n}`
    if (nameTaken(repo, candidate) === null) return candidate
  }
}
