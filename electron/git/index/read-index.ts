import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { managedFolders } from '../repository/managed.ts'
import type { Repo } from '../repository/repo.ts'
import { statStamp } from '../repository/stat-stamp.ts'
import { isMissing } from '../repository/system-failure.ts'
import { emptyIndex, type GitIndex, parseIndex } from './index-file.ts'
import { expandSparseIndex } from './sparse-index.ts'

export function indexFile(repo: Repo): string {
  return join(repo.gitdir, 'index')
}

/**
 * The index as it is now; kept in memory while the file stays the same. In a user's clone with a sparse index every folder that
 * stands in it as one entry is written out, so that the rest of Graft need not know of them; in a managed clone they stay.
 * Failures: UNSUPPORTED_REPOSITORY (split index, unknown required extension, a sparse index whose trees are not here),
 * REPOSITORY_DAMAGED.
 */
export function readIndex(repo: Repo): GitIndex {
  const file = indexFile(repo)
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  if (!stat) return emptyIndex()
  const stamp = statStamp(stat)
  if (repo.memory.index?.stamp === stamp) return repo.memory.index.index
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    if (isMissing(error)) return emptyIndex()
    throw error
  }
  const parsed = parseIndex(bytes, stat.mtimeNs)
  const index = parsed.sparse && managedFolders(repo) === null ? expandSparseIndex(repo.objects, parsed) : parsed
  repo.memory.index = { stamp, index }
  return index
}
