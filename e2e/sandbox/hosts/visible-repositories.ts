import type { SandboxHost, SandboxPerson, SandboxRepository } from './model.ts'

/** Whether the person belongs to the organisation, or to one above it (GitLab's groups). */
export function belongsTo(person: SandboxPerson, organisation: string): boolean {
  if (person.login === organisation) return true
  return person.organisations.some((own) => own === organisation || organisation.startsWith(`${own}/`))
}

export function maySee(person: SandboxPerson, repository: SandboxRepository): boolean {
  return (
    repository.visibility === 'public' ||
    repository.writers.includes(person.login) ||
    belongsTo(person, repository.path.organisation)
  )
}

/** The repository of an organisation's place and a name, as the person may see it. Case does not matter to hosts. */
export function visibleRepository(
  host: SandboxHost,
  person: SandboxPerson,
  organisation: string,
  name: string,
): SandboxRepository | null {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
  const found = host.repositories.find(({ path }) => same(path.organisation, organisation) && same(path.name, name))
  return found && maySee(person, found) ? found : null
}
