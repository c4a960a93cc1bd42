import type { HostedBranch } from '#shared/domain/hosting.ts'
import type { Policy, Ref } from './answers.ts'
import { branchOf, headOf, isSame } from './context.ts'

/** What is known of a repository beside its branches. */
export interface Rules {
  repositoryId: string
  defaultBranch: string | null
  policies: readonly Policy[]
  /** Whether the person may push past policies; null where the host does not tell. */
  mayBypass: boolean | null
  /** The person's id; null where the host does not tell. */
  personId: string | null
}

/**
 * A branch with a required policy takes pull requests only, unless one may push past policies; a locked one takes pushes of
 * whoever locked it. What the host does not spell out is `partly`.
 */
export function protectionOf(ref: Ref, rules: Rules): HostedBranch['protected'] {
  const locked = ref.isLocked === true && !isSame(ref.isLockedBy?.id ?? null, rules.personId)
  if (locked) return rules.personId === null ? 'partly' : 'yes'
  const policies = rules.policies.filter((policy) => isInForce(policy) && holdsFor(policy, ref, rules))
  if (policies.length === 0) return 'no'
  if (!policies.some(({ isBlocking }) => isBlocking === true)) return 'partly'
  return rules.mayBypass === false ? 'yes' : 'partly'
}

/** Whether any policy could keep a push away, so that it matters who may push past it. */
export function hasBlockingPolicy(policies: readonly Policy[]): boolean {
  return policies.some((policy) => isInForce(policy) && policy.isBlocking === true)
}

function isInForce({ isEnabled, isDeleted }: Policy): boolean {
  return isEnabled === true && isDeleted !== true
}

/** Scopes without a name of a branch are of policies for whole repositories, such as the size of files. */
function holdsFor(policy: Policy, ref: Ref, { repositoryId, defaultBranch }: Rules): boolean {
  return (policy.settings?.scope ?? []).some((scope) => {
    if (scope.repositoryId && !isSame(scope.repositoryId, repositoryId)) return false
    if (isSame(scope.matchKind ?? null, 'DefaultBranch')) return defaultBranch !== null && ref.name === headOf(defaultBranch)
    if (!scope.refName || branchOf(ref.name) === null) return false
    return isSame(scope.matchKind ?? null, 'Prefix') ? ref.name.startsWith(scope.refName) : ref.name === scope.refName
  })
}
