import { type BranchNameProblem, branchNameProblem } from '#shared/domain/branch-name.ts'

/** Whether a branch may be called so, as far as the window knows. */
export type NameVerdict =
  | { kind: 'good' }
  | { kind: 'problem'; problem: BranchNameProblem }
  | { kind: 'exists' }
  /** The remote has one; switching to it makes the local one. */
  | { kind: 'exists-on-remote' }
  /** Git keeps branches as files: `a` and `a/b` can't both be. */
  | { kind: 'clashes'; other: string }

export interface TakenNames {
  local: readonly { name: string }[]
  remote: readonly { name: string }[]
}

/** Judges a typed name, without the spaces around it, by Git's rules and against the branches there are. */
export function nameVerdict(typed: string, taken: TakenNames): NameVerdict {
  const name = typed.trim()
  const problem = branchNameProblem(name)
  if (problem !== null) return { kind: 'problem', problem }
  const below = `${name}/`
  for (const { name: other } of taken.local) {
    if (other === name) return { kind: 'exists' }
    if (other.startsWith(below) || name.startsWith(`${other}/`)) return { kind: 'clashes', other }
  }
  return taken.remote.some(({ name: other }) => other === name) ? { kind: 'exists-on-remote' } : { kind: 'good' }
}
