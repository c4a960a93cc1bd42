import type { Account } from '#shared/domain/account.ts'
import type { Author } from '#shared/domain/repository.ts'

/**
 * Whom an account's commits could name, as far as the account tells; an empty address has to be typed. GitHub and GitLab link
 * commits to a person by an address of theirs that gives no other away (GitHub documentation, "Setting your commit email
 * address"; GitLab documentation, "User account", private commit email).
 */
export function suggestAuthor({ host, hostUserId, login, name }: Account): Author {
  return { name: name ?? login, email: addressOf() }

  function addressOf(): string {
    if (login.includes('@')) return login
    if (hostUserId === null || !/^\d+$/.test(hostUserId)) return ''
    if (host === 'github') return `${hostUserId}+${login}@users.noreply.github.com`
    return host === 'gitlab' ? `${hostUserId}-${login}@users.noreply.gitlab.com` : ''
  }
}
