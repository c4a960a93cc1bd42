import type { RepositoryStatus } from '#shared/domain/repository.ts'
import type { Repo } from '../repository/repo.ts'

/** Short name of the default branch of a remote, as its server last told; null where it never did. */
export function readDefaultBranch(_repo: Repo, _remote: string): string | null {
  return null
}

/** How the checked-out branch stands to the default one of its remote, for the status. */
export function readDefaultStanding(
  _repo: Repo,
): Pick<RepositoryStatus, 'defaultBranch' | 'onDefaultBranch' | 'lastCommitPushed'> {
  return { defaultBranch: null, onDefaultBranch: null, lastCommitPushed: false }
}
