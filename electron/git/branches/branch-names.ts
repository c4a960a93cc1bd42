import { branchNameProblem } from '#shared/domain/branch-name.ts'
import type { NameTaken } from '#shared/domain/repository.ts'
import { readHead } from '../repository/head.ts'
import { listRefs } from '../repository/refs.ts'
import { type Repo, readConfig } from '../repository/repo.ts'

const BRANCHES = 'refs/heads/'

/** Short names of all branches here, with the checked-out one where it has no commit yet. */
export function branchNames(repo: Repo): string[] {
  const head = readHead(repo)
  const named = listRefs(repo, BRANCHES).map(({ name }) => name.slice(BRANCHES.length))
  return head.kind === 'unborn' && !named.includes(head.branch) ? [...named, head.branch] : named
}

/**
 * Why a branch can't be given this name; null where it can. Where the file system ignores case, so do branches. `leaving` is a
 * branch that is about to lose its name.
 */
export function nameTaken(repo: Repo, name: string, leaving?: string): NameTaken | null {
  const ignoreCase = readConfig(repo).bool('core.ignorecase') ?? false
  const spelled = (text: string) => (ignoreCase ? text.toLowerCase() : text)
  const wanted = spelled(name)
  const names = branchNames(repo).filter((one) => one !== leaving)
  const equal = names.find((other) => spelled(other) === wanted)
  if (equal !== undefined) return { kind: 'exists', name: equal }
  const other = names.find((one) => wanted.startsWith(`${spelled(one)}/`) || spelled(one).startsWith(`${wanted}/`))
  return other === undefined ? null : { kind: 'clashes', name, other }
}

/** A name that Git would not take is a bug of the caller. */
export function requireBranchName(name: string): void {
  const problem = branchNameProblem(name)
  if (problem !== null) throw new Error(`Not a branch name: ${problem.kind}`)
}
