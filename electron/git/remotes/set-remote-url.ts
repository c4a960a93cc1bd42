import { withFirstValue } from '../config/config-text.ts'
import { editConfig } from '../config/edit-config.ts'
import type { GitOperations } from '../contract.ts'
import { requireRemote } from '../repository/remote-branch.ts'
import { type Repo, readConfig } from '../repository/repo.ts'

/**
 * Gives a remote another address, as `git remote set-url` does. A sign-in that stands in the old address stays where the server is
 * the same, because nothing else may know it. Failures: REMOTE_REPOSITORY_NOT_FOUND, REPOSITORY_BUSY, NO_PERMISSION, DISK_FULL.
 */
export async function setRemoteUrl(
  repo: Repo,
  { remote, url }: Parameters<GitOperations['setRemoteUrl']>[0],
): Promise<{ changed: boolean }> {
  requireRemote(repo, remote)
  const [old = ''] = readConfig(repo).all(`remote.${remote}.url`)
  const value = withSignInOf(old, url)
  if (old === value) return { changed: false }
  const changed = await editConfig(repo, (text) =>
    withFirstValue(text, { section: 'remote', subsection: remote, name: 'url' }, value),
  )
  return { changed }
}

const HTTP = /^(https?:\/\/)(?:([^/@]*)@)?([^/]*)/i

/** The new address with what stood before the `@` of the old one, if both are of one server. */
export function withSignInOf(old: string, url: string): string {
  const [, oldScheme = '', signIn, oldServer = ''] = HTTP.exec(old) ?? []
  const [start, scheme = '', , server = ''] = HTTP.exec(url) ?? []
  if (start === undefined || signIn === undefined) return url
  const sameServer = oldScheme.toLowerCase() === scheme.toLowerCase() && oldServer.toLowerCase() === server.toLowerCase()
  return sameServer ? `${scheme}${signIn}@${server}${url.slice(start.length)}` : url
}
