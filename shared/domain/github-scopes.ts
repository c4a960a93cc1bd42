/** Scopes that hold others ("Scopes for OAuth apps" in GitHub's documentation). */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
  'admin:org': ['write:org', 'read:org', 'manage_runners:org'],
  'write:org': ['read:org'],
  user: ['read:user', 'user:email', 'user:follow'],
}

/** What Graft asks for; of several scopes that would do, these are named to a person. */
const GITHUB_SCOPES: readonly string[] = ['repo', 'workflow', 'read:org', 'read:user']

/** The scopes of a header such as `X-OAuth-Scopes: repo, read:org`; null where there is no such header. */
export function scopesIn(header: string | undefined): string[] | null {
  if (header === undefined) return null
  return header
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '')
}

/** Whether a token with these scopes has another one, by itself or within a wider one. */
export function hasScope(granted: readonly string[], scope: string): boolean {
  return granted.some((each) => each === scope || HOLDS[each]?.includes(scope))
}

/**
 * Scopes to ask for where a request needed one of `accepted` and the token has none of them: the ones Graft asks for, or all
 * that would do. Empty where the scopes suffice, or the host did not say.
 */
export function missingScopes(granted: readonly string[] | null, accepted: readonly string[] | null): string[] {
  if (granted === null || accepted === null || accepted.length === 0) return []
  if (accepted.some((scope) => hasScope(granted, scope))) return []
  const usual = accepted.filter((scope) => GITHUB_SCOPES.includes(scope))
  return usual.length > 0 ? usual : [...accepted]
}
