import type { Author } from '#shared/domain/repository.ts'
import type { Signature } from '../objects/model.ts'
import { type Repo, readConfig } from './repo.ts'

type Role = 'author' | 'committer'

/**
 * Who the clone's configuration and the user's environment say is writing (git-commit, "COMMIT INFORMATION"); null where
 * name or address is not set anywhere. Git's guess from the account's and computer's name is not made.
 */
export function configuredPerson(repo: Repo, role: Role): Author | null {
  const config = readConfig(repo)
  const variables = repo.environment.variables
  const name = variables[`GIT_${role.toUpperCase()}_NAME`] || config.get(`${role}.name`) || config.get('user.name')
  const email =
    variables[`GIT_${role.toUpperCase()}_EMAIL`] ||
    config.get(`${role}.email`) ||
    config.get('user.email') ||
    variables['EMAIL']
  const trimmed = { name: name?.trim() ?? '', email: email?.trim() ?? '' }
  return trimmed.name === '' || trimmed.email === '' ? null : trimmed
}

/** A person at this moment, as commits and reflogs hold it. */
export function sign(repo: Repo, person: Author): Signature {
  const now = repo.now()
  const offset = -now.getTimezoneOffset()
  const digits = (n: number) => String(n).padStart(2, '0')
  const zone = `${offset < 0 ? '-' : '+'}${digits(Math.floor(Math.abs(offset) / 60))}${digits(Math.abs(offset) % 60)}`
  return { ...person, seconds: Math.floor(now.getTime() / 1000), zone }
}

/** For notes that need somebody's name but must not fail for want of one (reflogs, restore points). */
export function committerOrGraft(repo: Repo): Signature {
  return sign(repo, configuredPerson(repo, 'committer') ?? { name: 'Graft', email: 'graft@localhost' })
}
