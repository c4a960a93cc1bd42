import type { RenameBranchOutcome } from '#shared/domain/branch.ts'
import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { ObjectId } from '#shared/domain/ids.ts'
import { withoutBranch } from '../config/branch-sections.ts'
import { editConfig } from '../config/edit-config.ts'
import type { CallOptions, GitOperations } from '../contract.ts'
import { headCommit, readHead, readHeadRef } from '../repository/head.ts'
import { readRef } from '../repository/refs.ts'
import type { Repo } from '../repository/repo.ts'
import { branchesElsewhere } from '../repository/worktrees.ts'
import { settleEarlier } from '../transaction/recover.ts'
import { applyTransaction, type NextMove, type RefMove } from '../transaction/transaction.ts'
import { nameTaken } from './branch-names.ts'
import { renameLeftEdits } from './left-edits.ts'
import { refuseDuringAnyOperation } from './switch-branch.ts'

const BRANCHES = 'refs/heads/'

/**
 * Gives a branch another name, and with it its reflog, what the configuration says of it, the edits that were left on it, and HEAD
 * where that stands for it, all of it or nothing, whatever ends the work.
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
  // Said of a branch that is no more; it is not to be said of this one, of which perhaps nothing is said.
  await editConfig(repo, (text) => withoutBranch(text, newName))
  // Git keeps branches as files, and these two would be one, or a file and its own folder.
  const between = tip !== null && isInItsOwnWay(name, newName) ? nameBetween(repo, name) : null
  const active = isActive(repo, name)
  const left = renameLeftEdits(repo, name, newName)
  if (between === null) await apply(repo, withRefs(moveOf({ from: name, to: newName, tip, active }), left))
  else {
    const first = withRefs(moveOf({ from: name, to: between, tip, active }), left)
    await apply(repo, first, moveOf({ from: between, to: newName, tip, active }))
  }
  return { kind: 'renamed' }
}

interface Step {
  /** Short names. */
  from: string
  to: string
  /** Null for a branch without commits. */
  tip: ObjectId | null
  /** Whether HEAD stands for it. */
  active: boolean
}

type Move = Pick<NextMove, 'refs' | 'head' | 'branch'>

function moveOf({ from, to, tip, active }: Step): Move {
  const message = `Branch: renamed ${BRANCHES}${from} to ${BRANCHES}${to}`
  const made = { name: BRANCHES + to, from: null, to: tip }
  const gone = { name: BRANCHES + from, from: tip, to: null, reflog: [] }
  return {
    refs: tip === null ? [] : [{ ...made, reflog: [{ to: tip, message }] }, gone],
    head: active ? { toRef: BRANCHES + to, commit: tip, reflog: message } : null,
    branch: { from, to },
  }
}

function withRefs(move: Move, refs: readonly RefMove[]): Move {
  return { ...move, refs: [...move.refs, ...refs] }
}

async function apply(repo: Repo, { refs, head, branch }: Move, next?: Move): Promise<void> {
  const commit = headCommit(readHead(repo))
  await applyTransaction(repo, {
    name: 'rename',
    branchRef: readHeadRef(repo),
    from: commit,
    to: commit,
    reflog: '',
    refs,
    ...(head ? { head } : {}),
    branch,
    ...(next ? { next: { ...next, branchRef: head === null ? readHeadRef(repo) : head.toRef } } : {}),
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

/** Says what it is, should another Git client look meanwhile. */
function nameBetween(repo: Repo, name: string): string {
  const base = `${name.replaceAll('/', '-').slice(0, 80)}-being-renamed`
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? base : `${base}-${n}`
    if (nameTaken(repo, candidate) === null) return candidate
  }
}
