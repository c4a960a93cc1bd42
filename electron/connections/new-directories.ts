import type { DirectoryReport, TreeFolder } from '#shared/contract/connections.ts'
import { type ResolvedDirectory, resolveDirectories, type TypedDirectories } from '#shared/domain/directories.ts'
import { isSafeRelativePath } from '#shared/domain/file-name.ts'
import type { ConnectionId } from '#shared/domain/ids.ts'
import { Failure } from '../failure.ts'
import type { GitOperations } from '../git/contract.ts'
import type { HostingService } from '../hosting/hosting-service.ts'
import type { CloneAccess } from '../source-control/clone-access.ts'
import { checkDirectories, type DirectoryReports } from './check-directories.ts'
import type { ConnectionStore } from './connection-store.ts'
import { browseHostedDirectories, checkHostedDirectories, type HostedPlace } from './hosted/hosted-directories.ts'

export interface NewDirectoriesParts {
  connections: ConnectionStore
  access: CloneAccess
  git: GitOperations
  hosting: HostingService
}

/**
 * Holds what was typed for a connection's directories against B5 and the active branch: in a clone of the user's as it lies there,
 * for one of Graft's own, which has not got all folders, at the host. Fails with `NOT_FOUND`, and with the host's failures.
 */
export async function checkNewDirectories(
  parts: NewDirectoriesParts,
  { connectionId, directories }: { connectionId: ConnectionId; directories: TypedDirectories },
  signal?: AbortSignal,
): Promise<DirectoryReports> {
  const resolved = resolveDirectories(directories)
  if (isRefused(resolved)) return { schema: textReport(resolved.schema), collection: textReport(resolved.collection) }
  const { root } = await parts.access.workspace(connectionId)
  const place = await placeAtHost(parts, connectionId)
  if (place === null) return checkDirectories(parts.git, root, directories, signal ? { signal } : {})
  return checkHostedDirectories(parts.hosting, { ...place, directories }, signal)
}

/** The folders directly below `path` ('' is the root). Fails as `checkNewDirectories`, and with `INVALID_PATH`. */
export async function browseNewDirectories(
  parts: NewDirectoriesParts,
  { connectionId, path }: { connectionId: ConnectionId; path: string },
  signal?: AbortSignal,
): Promise<TreeFolder[]> {
  if (path !== '' && !isSafeRelativePath(path)) throw new Failure('INVALID_PATH', { path })
  const { root } = await parts.access.workspace(connectionId)
  const place = await placeAtHost(parts, connectionId)
  if (place === null) return parts.git.listFolders({ root, path }, signal ? { signal } : {})
  return browseHostedDirectories(parts.hosting, { ...place, path }, signal)
}

export function isRefused({ schema, collection }: { schema: ResolvedDirectory; collection: ResolvedDirectory }): boolean {
  return schema.kind === 'refused' || collection.kind === 'refused'
}

/** What the text alone says of a directory. */
export function textReport(resolved: ResolvedDirectory): DirectoryReport {
  if (resolved.kind === 'refused') return resolved
  return { kind: 'usable', directory: resolved.directory, exists: false, definitions: 0, collections: 0 }
}

/** Where the host knows the active branch of a managed clone; null for a clone that has all its folders, or a branch the host has not got. */
async function placeAtHost(
  { connections, access, git }: NewDirectoriesParts,
  id: ConnectionId,
): Promise<(HostedPlace & { branch: string }) | null> {
  const { connection } = connections.get(id)
  const { clone, repository, signIn, remote } = connection
  if (clone.kind !== 'managed' || repository === null || signIn.kind !== 'account') return null
  const { head, local } = await git.listBranches({ workspace: await access.workspace(id), remote: remote.name })
  const upstream = head.kind === 'branch' ? local.find(({ name }) => name === head.branch)?.upstream : undefined
  return upstream?.kind === 'tracked' ? { accountId: signIn.accountId, repository, branch: upstream.name } : null
}
