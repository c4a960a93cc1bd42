import type { HostedBranch } from '#shared/domain/hosting.ts'
import type { Restriction } from './answers.ts'
import { headOf } from './web-address.ts'

/** Rules that keep ordinary pushes away; the others forbid deleting and rewriting, which Graft never does. */
const AGAINST_PUSHES = ['read-only', 'pull-request-only']

/**
 * What branch permissions say of a branch. Rules that let groups through, or whose matcher is not a name, are not spelled
 * out far enough to know: `partly`.
 */
export function protectionOf(branch: string, rules: readonly Restriction[], login: string | null): HostedBranch['protected'] {
  const verdicts = rules
    .filter(({ type, matcher }) => AGAINST_PUSHES.includes(type) && matcher.active !== false)
    .map((rule) => verdictOf(branch, rule, login))
  if (verdicts.includes('yes')) return 'yes'
  return verdicts.includes('partly') ? 'partly' : 'no'
}

function verdictOf(branch: string, rule: Restriction, login: string | null): HostedBranch['protected'] {
  const match = matches(branch, rule.matcher)
  if (match === 'no') return 'no'
  if (login !== null && rule.users?.some(({ name }) => name?.toLowerCase() === login.toLowerCase())) return 'no'
  return match === 'maybe' || login === null || (rule.groups ?? []).length > 0 ? 'partly' : 'yes'
}

function matches(branch: string, { id, type }: Restriction['matcher']): 'yes' | 'no' | 'maybe' {
  switch (type.id) {
    case 'BRANCH':
      return id === headOf(branch) || id === branch ? 'yes' : 'no'
    case 'ANY_REF':
      return 'yes'
    case 'PATTERN':
      return matchesPattern(headOf(branch), id) ? 'yes' : 'no'
    default:
      return 'maybe'
  }
}

/**
 * The server's patterns (`Branch permission patterns`): `?` is one character and `*` any number within a part, `**` parts
 * too, a slash at the end everything below, and a pattern may begin at any part of the name.
 */
function matchesPattern(ref: string, pattern: string): boolean {
  const whole = pattern.endsWith('/') ? `${pattern}**` : pattern
  const source = whole
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*\*|\*|\?/g, (wild) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' })[wild] ?? '[^/]')
  return new RegExp(`(?:^|/)${source}$`, 's').test(ref)
}
