import { realpathSync } from 'node:fs'
import type { CloneCheck } from '#shared/contract/connections.ts'
import type { HostKind } from '#shared/domain/host.ts'
import type { ApiId, FolderHandle } from '#shared/domain/ids.ts'
import type { ApiRegistry } from '../apis/api-registry.ts'
import { Failure } from '../failure.ts'
import type { FolderHandles } from '../folders/folder-handles.ts'
import type { GitOperations } from '../git/contract.ts'
import { locateGitFolder } from '../git/repository/git-folder.ts'
import type { ConnectionStore } from './connection-store.ts'
import { judgeClone, remoteKey } from './judge-clone.ts'
import { normalDomain } from './same-domain.ts'

export interface CloneCheckParts {
  registry: ApiRegistry
  connections: ConnectionStore
  handles: FolderHandles
  git: GitOperations
}

export interface CloneCheckInput {
  apiId: ApiId
  host: HostKind
  domain: string
  folder: FolderHandle
  remote: string | null
}

/** Inspects a picked folder and holds it against B6 and B9. Fails with `NOT_FOUND` for an unknown API or handle. */
export async function checkClone(
  { registry, connections, handles, git }: CloneCheckParts,
  { apiId, host, domain, folder, remote }: CloneCheckInput,
  signal?: AbortSignal,
): Promise<CloneCheck> {
  const { api } = registry.get(apiId)
  if (connections.ofApi(apiId)) return { kind: 'already-connected', apiId, apiName: api.name }
  const path = await handles.resolve(folder)
  const inspection = await git.inspectFolder(path, signal ? { signal } : {})
  const question = { host, domain: normalDomain(domain), remote, folder: handles.give(path), offer: handles.offer }
  const check = judgeClone(inspection, question)
  if (check.kind !== 'accepted') return check
  const [other] = connections.ofRepository({ commonFolder: commonFolder(path), remoteKey: remoteKey(check.remote) })
  if (!other) return check
  const otherId = other.connection.apiId
  return { kind: 'already-connected', apiId: otherId, apiName: registry.find(otherId)?.name ?? '' }
}

/** The real path of the folder that a clone shares with all its linked worktrees. */
export function commonFolder(root: string): string {
  return realpathSync(locateGitFolder(root).commondir)
}

/** Whether a failure only says that the clone can't be used any more, as when it was deleted or moved. */
export function saysCloneIsLost(error: unknown): boolean {
  const lost: readonly string[] = [
    'CLONE_MISSING',
    'NO_PERMISSION',
    'UNSUPPORTED_REPOSITORY',
    'REPOSITORY_DAMAGED',
    'INVALID_PATH',
  ]
  return error instanceof Failure && lost.includes(error.code)
}
