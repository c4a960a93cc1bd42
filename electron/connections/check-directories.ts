import type { DirectoryProblem, DirectoryReport } from '#shared/contract/connections.ts'
import { type ResolvedDirectory, resolveDirectories, type TypedDirectories } from '#shared/domain/directories.ts'
import type { CallOptions, GitOperations } from '../git/contract.ts'

export interface DirectoryReports {
  schema: DirectoryReport
  collection: DirectoryReport
}

/** Holds what was typed for the two directories against B5: first the text alone, then the clone at `root`. */
export async function checkDirectories(
  git: GitOperations,
  root: string,
  typed: TypedDirectories,
  options: CallOptions,
): Promise<DirectoryReports> {
  const resolved = resolveDirectories(typed)
  return {
    schema: await examine(git, root, resolved.schema, options),
    collection: await examine(git, root, resolved.collection, options),
  }
}

async function examine(
  git: GitOperations,
  root: string,
  resolved: ResolvedDirectory,
  options: CallOptions,
): Promise<DirectoryReport> {
  if (resolved.kind === 'refused') return resolved
  const { directory } = resolved
  const { kind, definitions, collections } = await git.examineDirectory({ root, directory }, options)
  const refused = (problem: DirectoryProblem): DirectoryReport => ({ kind: 'refused', problem })
  switch (kind) {
    case 'file':
      return refused({ kind: 'is-a-file' })
    case 'link-outside':
      return refused({ kind: 'through-link' })
    case 'submodule':
      return refused({ kind: 'submodule' })
    case 'ignored':
      return refused({ kind: 'ignored' })
    case 'absent':
    case 'folder':
      return { kind: 'usable', directory, exists: kind === 'folder', definitions, collections }
  }
}
