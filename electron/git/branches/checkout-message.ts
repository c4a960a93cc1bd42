import type { Head } from '#shared/domain/repository.ts'

/** What HEAD's log says of a switch, as `git checkout` words it: a detached HEAD goes by its commit. */
export function checkoutMessage(head: Head, branch: string): string {
  return `checkout: moving from ${head.kind === 'detached' ? head.commit : head.branch} to ${branch}`
}
