import type { HostedBranch } from '#shared/domain/hosting.ts'
import type { BranchRestriction } from './answers.ts'

/**
 * What the rules that keep pushes from a branch (`push` of branch restrictions) say of it. Rules that let groups through, or
 * that hold for a kind of branch, are not spelled out far enough to know: `partly`.
 */
export function protectionOf(
  branch: string,
  restrictions: readonly BranchRestriction[],
  personId: string | null,
): HostedBranch['protected'] {
  const verdicts = restrictions.filter(({ kind }) => kind === 'push').map((rule) => verdictOf(branch, rule, personId))
  if (verdicts.includes('yes')) return 'yes'
  return verdicts.includes('partly') ? 'partly' : 'no'
}

function verdictOf(branch: string, rule: BranchRestriction, personId: string | null): HostedBranch['protected'] {
  if (rule.branch_match_kind === 'branching_model') return 'partly'
  if (!matchesGlob(branch, rule.pattern ?? '')) return 'no'
  if (personId !== null && rule.users?.some(({ uuid }) => uuid === personId)) return 'no'
  return personId === null || (rule.groups ?? []).length > 0 ? 'partly' : 'yes'
}

/** Bitbucket's patterns of branches: `*` stands for any text, slashes too. */
function matchesGlob(branch: string, pattern: string): boolean {
  const source = pattern.split('*').map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`, 's').test(branch)
}
