import { z } from 'zod'
import type { HostedEntry, RepositoryPath } from '#shared/domain/hosting.ts'
import { readAnswer } from '../read-answer.ts'
import { safePath } from '../safe-path.ts'
import { ContentEntry, Tree } from './answers.ts'
import { findBranch } from './branches.ts'
import { type GithubContext, repositoryPath } from './context.ts'

/** `GET …/contents` answers no more entries than this ("Get repository content"); Git's own trees have no such end. */
const MOST_CONTENTS = 1000

/** What lies directly in a folder of a branch; null where there is no such folder. */
export async function readFolder(
  context: GithubContext,
  path: RepositoryPath,
  place: { branch: string; path: string },
  signal?: AbortSignal,
): Promise<HostedEntry[] | null> {
  if (place.path === '') return readThroughTrees(context, path, place, signal)
  const { rest, domain } = context
  const answer = await rest.get(repositoryPath(path) + safePath`/contents/${place.path}`, {
    query: { ref: place.branch },
    allow: [404],
    signal,
  })
  if (answer.status === 404) return null
  // One object instead of a list is a file.
  if (!Array.isArray(answer.json)) return null
  const entries = readAnswer(z.array(ContentEntry), answer, domain)
  if (entries.length >= MOST_CONTENTS) return readThroughTrees(context, path, place, signal)
  return entries.map((entry) => ({ name: entry.name, path: entry.path, kind: kindOfContent(entry) }))
}

async function readThroughTrees(
  context: GithubContext,
  path: RepositoryPath,
  place: { branch: string; path: string },
  signal: AbortSignal | undefined,
): Promise<HostedEntry[] | null> {
  const branch = await findBranch(context, path, place.branch, signal)
  if (!branch) return null
  let tree = await readTree(context, path, branch.commit.commit.tree.sha, signal)
  for (const name of place.path === '' ? [] : place.path.split('/')) {
    const folder = tree?.tree.find((entry) => entry.path === name && entry.type === 'tree')
    if (!folder?.sha) return null
    tree = await readTree(context, path, folder.sha, signal)
  }
  if (!tree) return null
  const above = place.path === '' ? '' : `${place.path}/`
  return tree.tree.map(({ path: name, type, mode }) => ({ name, path: above + name, kind: kindOfTreeEntry(type, mode) }))
}

async function readTree(
  { rest, domain }: GithubContext,
  path: RepositoryPath,
  sha: string,
  signal: AbortSignal | undefined,
): Promise<Tree | null> {
  const answer = await rest.get(repositoryPath(path) + safePath`/git/trees/${sha}`, { allow: [404], signal })
  return answer.status === 404 ? null : readAnswer(Tree, answer, domain)
}

function kindOfTreeEntry(type: string, mode: string): HostedEntry['kind'] {
  if (type === 'tree') return 'folder'
  if (type === 'commit') return 'submodule'
  return mode === '120000' ? 'link' : 'file'
}

/** In lists GitHub calls a submodule a file, one without content whose Git address is a tree's. */
function kindOfContent({ type, download_url, git_url }: ContentEntry): HostedEntry['kind'] {
  if (type === 'dir') return 'folder'
  if (type === 'symlink') return 'link'
  const isSubmodule = type === 'submodule' || (!download_url && /\/git\/trees\//.test(git_url ?? ''))
  return isSubmodule ? 'submodule' : 'file'
}
