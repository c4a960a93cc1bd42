import { type Repo, readConfig } from './repo.ts'

/**
 * The folders that a managed clone has in its working folder, as it notes them in its configuration (`graft.folder`); null for a
 * clone that is the user's.
 */
export function managedFolders(repo: Repo): readonly string[] | null {
  const config = readConfig(repo)
  return config.bool('graft.managed') === true ? config.all('graft.folder') : null
}
