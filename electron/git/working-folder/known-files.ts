import type { BigIntStats } from 'node:fs'
import { findEntry } from '../index/index-file.ts'
import { isRacy, statMatches, workingMode } from '../index/index-stat.ts'
import { readIndex } from '../index/read-index.ts'
import type { Entry } from '../objects/model.ts'
import { type Repo, readConfig } from '../repository/repo.ts'
import { fileSettings } from './working-file.ts'

/** What a working file is known to be stored as, without reading it; null where it has to be read. */
export type KnownFiles = (path: string, stat: BigIntStats) => Entry | null

/** Trusts the index as Git does: a file whose state is the one that was noted with its entry is that entry. */
export function openKnownFiles(repo: Repo): KnownFiles {
  const index = readIndex(repo)
  const config = readConfig(repo)
  const settings = fileSettings(repo)
  const trust = {
    ctime: config.bool('core.trustctime') ?? true,
    minimal: config.get('core.checkstat')?.toLowerCase() === 'minimal',
  }
  return (path, stat) => {
    const entry = findEntry(index, path)
    if (entry === null || entry.assumeValid || entry.skipWorktree || entry.intentToAdd) return null
    if (!statMatches(entry, stat, trust) || isRacy(entry, index.mtimeNs)) return null
    return workingMode(stat, entry.mode, settings) === entry.mode ? entry : null
  }
}
