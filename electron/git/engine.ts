import fs from 'node:fs'
import * as git from 'isomorphic-git'
import type { ObjectId } from '#shared/domain/ids.ts'
import type { Repo } from './repo.ts'

/** What isomorphic-git needs to know of a repository. Refs, HEAD, index and configuration are ours; see docs/adr/0002. */
export function engineBinding(repo: Repo): { fs: typeof fs; gitdir: string; cache: object } {
  return { fs, gitdir: repo.commondir, cache: repo.engineCache.current }
}

type Bound = 'fs' | 'dir' | 'gitdir' | 'cache'
type FetchRequest = Omit<Parameters<typeof git.fetch>[0], Bound>
type PushRequest = Omit<Parameters<typeof git.push>[0], Bound>
export type HttpClient = git.HttpClient
export type GitHttpRequest = git.GitHttpRequest
export type GitHttpResponse = git.GitHttpResponse

/** Fetches with isomorphic-git. Objects that came are visible to the caller's `repo.objects` afterwards. */
export async function engineFetch(repo: Repo, request: FetchRequest): Promise<git.FetchResult> {
  try {
    return await git.fetch({ ...engineBinding(repo), ...request })
  } finally {
    repo.engineCache.current = {}
    repo.objects.refresh()
  }
}

export function enginePush(repo: Repo, request: PushRequest): Promise<git.PushResult> {
  return git.push({ ...engineBinding(repo), ...request })
}

export const engineServerRefs = git.listServerRefs
export const engineErrors = git.Errors

/** Writes the index file of a pack that lies in the repository; `filepath` is relative to the Git folder (`objects/pack/…`). */
export function engineIndexPack(
  repo: Repo,
  filepath: string,
  onProgress?: git.ProgressCallback,
): Promise<{ oids: ObjectId[] }> {
  return git.indexPack({
    ...engineBinding(repo),
    dir: repo.commondir,
    filepath,
    ...(onProgress ? { onProgress } : {}),
  })
}

/** A pack of exactly these objects. */
export async function enginePackObjects(repo: Repo, oids: ObjectId[]): Promise<Uint8Array> {
  const { packfile } = await git.packObjects({ ...engineBinding(repo), oids, write: false })
  return packfile ?? new Uint8Array()
}

/** isomorphic-git's own merge on a working tree: Graft never calls it, its tests hold on to the reasons why. */
export function plainMerge(request: Omit<Parameters<typeof git.merge>[0], 'fs'>): Promise<git.MergeResult> {
  return git.merge({ fs, ...request })
}
