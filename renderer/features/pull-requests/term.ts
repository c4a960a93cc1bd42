import type { HostKind } from '#shared/domain/host.ts'

/** What the host calls a request to merge a branch, for the texts' `select`. */
export function termOf(host: HostKind): 'merge' | 'pull' {
  return host === 'gitlab' || host === 'gitlab-self-managed' ? 'merge' : 'pull'
}

/** A request's number as people write it at that host: `#12`, or `!12` (GitLab documentation, "GitLab-specific references"). */
export function numberLabel(host: HostKind, number: number): string {
  return `${termOf(host) === 'merge' || host.startsWith('azure-devops') ? '!' : '#'}${number}`
}
