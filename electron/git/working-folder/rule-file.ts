import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findEntry } from '../index/index-file.ts'
import { readIndex } from '../index/read-index.ts'
import { MODE } from '../objects/model.ts'
import type { Repo } from '../repository/repo.ts'

/**
 * The text of a `.gitattributes` or `.gitignore` of this repository; '' where there is none. One that a sparse checkout leaves
 * out of the working folder is read from the index, as Git does (gitattributes, "DESCRIPTION"; gitignore is read so for
 * entries with the skip-worktree bit alone).
 */
export function readRuleFile(repo: Repo, path: string): string {
  try {
    return readFileSync(join(repo.root, path), 'utf8')
  } catch {
    const entry = findEntry(readIndex(repo), path)
    const isLeftOut = entry?.skipWorktree === true && (entry.mode === MODE.file || entry.mode === MODE.executable)
    return isLeftOut && repo.objects.has(entry.oid) ? repo.objects.readBlob(entry.oid).toString('utf8') : ''
  }
}
