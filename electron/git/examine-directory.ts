import { lstatSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import type { CallOptions, GitOperations } from './contract.ts'
import { MODE } from './objects/model.ts'
import { entryAtPath } from './objects/trees.ts'
import { headCommit, readHead } from './repository/head.ts'
import type { Repo } from './repository/repo.ts'
import { guessContent } from './working-folder/folder-content.ts'
import { openIgnoreRules } from './working-folder/ignore.ts'
import { checkPath } from './working-folder/working-file.ts'
import { pace, walkWorkingFolder } from './working-folder/working-folder.ts'

export type DirectoryExamination = Awaited<ReturnType<GitOperations['examineDirectory']>>

/**
 * Whether a folder of the clone can hold a connection's files, and how many definitions and collections lie in it. Any link
 * in the path counts as leading outside, because Git stores nothing beyond a link. Failure: INVALID_PATH.
 */
export async function examineDirectory(
  repo: Repo,
  input: { directory: string },
  options: CallOptions = {},
): Promise<DirectoryExamination> {
  checkPath(input.directory)
  const kind = classify(repo, input.directory)
  if (kind !== 'folder') return { kind, definitions: 0, collections: 0 }
  const files = await walkWorkingFolder(repo, input.directory, { enter: () => true, pace: pace(options.signal) })
  let definitions = 0
  let collections = 0
  for (const [path, stat] of files) {
    const content = stat.isFile() ? guessContent(join(repo.root, path)) : 'other'
    if (content === 'definition') definitions += 1
    if (content === 'collection') collections += 1
  }
  return { kind, definitions, collections }
}

function classify(repo: Repo, directory: string): DirectoryExamination['kind'] {
  const commit = headCommit(readHead(repo))
  const tree = commit === null ? null : repo.objects.readCommit(commit).tree
  const parts = directory.split('/')
  let here = true
  for (let i = 1; i <= parts.length; i++) {
    const path = parts.slice(0, i).join('/')
    const committed = entryAtPath(repo.objects, tree, path)
    if (committed?.mode === MODE.gitlink) return 'submodule'
    const stat: Stats | undefined = here ? lstatSync(join(repo.root, path), { throwIfNoEntry: false }) : undefined
    if (stat?.isSymbolicLink()) return 'link-outside'
    if (stat && !stat.isDirectory()) return 'file'
    if (!stat && committed && committed.mode !== MODE.tree) return 'file'
    if (stat && lstatSync(join(repo.root, path, '.git'), { throwIfNoEntry: false })) return 'submodule'
    here = stat !== undefined
  }
  const isCommitted = entryAtPath(repo.objects, tree, directory) !== null
  if (!isCommitted && openIgnoreRules(repo).isIgnored(directory, true)) return 'ignored'
  return here || isCommitted ? 'folder' : 'absent'
}
