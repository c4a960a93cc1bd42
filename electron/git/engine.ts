import fs from 'node:fs'
import * as git from 'isomorphic-git'
import type { ObjectId } from '#shared/domain/ids.ts'

export type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git'

/**
 * Writes the index file of a pack beside it; `filepath` is relative to the Git folder. The whole pack is read into memory, and
 * what is begun cannot be stopped. Gives back the ids of the objects that could be read; others are left out without a word.
 */
export function engineIndexPack(
  gitdir: string,
  filepath: string,
  onProgress?: git.ProgressCallback,
): Promise<{ oids: ObjectId[] }> {
  return git.indexPack({ fs, dir: gitdir, gitdir, filepath, cache: {}, ...(onProgress ? { onProgress } : {}) })
}

/** isomorphic-git's own merge on a working tree: Graft never calls it, its tests hold on to the reasons why. */
export function plainMerge(request: Omit<Parameters<typeof git.merge>[0], 'fs'>): Promise<git.MergeResult> {
  return git.merge({ fs, ...request })
}
