import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openRepo, type Repo, type RepoDeps } from './repo.ts'

/** Repositories that are kept open, so that what was read once (index, packs, configuration) need not be read again. */
export interface Repos {
  /** Failures: as `openRepo`. */
  open(root: string): Promise<Repo>
}

const MOST_OPEN = 16

export function openRepos(deps: RepoDeps): Repos {
  const kept = new Map<string, { repo: Repo; identity: string }>()
  return {
    async open(root) {
      const folder = resolve(root)
      const identity = identityOf(folder)
      const known = kept.get(folder)
      // A clone that was removed and made anew is another repository.
      if (known && identity !== null && known.identity === identity) return known.repo
      kept.delete(folder)
      const repo = await openRepo(folder, deps)
      if (kept.size >= MOST_OPEN) kept.clear()
      if (identity !== null) kept.set(folder, { repo, identity })
      return repo
    },
  }
}

function identityOf(root: string): string | null {
  const stat = statSync(join(root, '.git'), { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.dev}:${stat.ino}` : null
}
