import { git } from '../git-command.ts'

export interface BareBranch {
  name: string
  commit: string
}

export interface BareEntry {
  name: string
  path: string
  kind: 'folder' | 'file' | 'link' | 'submodule'
  id: string
}

/** What a path of a commit is. */
export type BarePlace =
  | { kind: 'missing' }
  | { kind: 'file'; id: string; content: string }
  | { kind: 'folder'; id: string; entries: BareEntry[] }

/** Branches of a bare repository by name, read with command-line Git. */
export function branchesOf(bare: string): BareBranch[] {
  const lines = git(bare, 'for-each-ref', '--format=%(refname:lstrip=2)%09%(objectname)', 'refs/heads/').split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', commit = ''] = line.split('\t')
      return { name, commit }
    })
}

/** The branch that HEAD names; null while it has no commit. */
export function defaultBranchOf(bare: string): string | null {
  const commit = tryGit(bare, 'rev-parse', '--verify', '--quiet', 'HEAD')
  return commit === null ? null : git(bare, 'symbolic-ref', '--short', 'HEAD')
}

/** `defaultBranchOf` for the time of one answer: long lists of the sandbox hold the same repository many times. */
export function defaultBranches(): (bare: string) => string | null {
  const known = new Map<string, string | null>()
  return (bare) => {
    const name = known.has(bare) ? (known.get(bare) ?? null) : defaultBranchOf(bare)
    known.set(bare, name)
    return name
  }
}

/** What is at a path (`''` is the root) of a commit. */
export function placeOf(bare: string, commit: string, path: string): BarePlace {
  const id = tryGit(bare, 'rev-parse', '--verify', '--quiet', path === '' ? `${commit}^{tree}` : `${commit}:${path}`)
  if (id === null) return { kind: 'missing' }
  const type = tryGit(bare, 'cat-file', '-t', id)
  if (type === 'blob') return { kind: 'file', id, content: git(bare, 'cat-file', 'blob', id) }
  if (type !== 'tree') return { kind: 'missing' }
  const entries = git(bare, 'ls-tree', '-z', id)
    .split('\0')
    .filter((line) => line !== '')
    .map((line): BareEntry => {
      const [info = '', name = ''] = splitOnce(line, '\t')
      const [mode = '', , entryId = ''] = info.split(' ')
      return { name, path: path === '' ? name : `${path}/${name}`, kind: KINDS[mode] ?? 'file', id: entryId }
    })
  return { kind: 'folder', id, entries }
}

/** Whether a branch has commits that another lacks. */
export function isAhead(bare: string, branch: string, of: string): boolean {
  return git(bare, 'rev-list', '--count', `refs/heads/${of}..refs/heads/${branch}`) !== '0'
}

/** Git's modes of tree entries. */
const KINDS: Readonly<Record<string, BareEntry['kind']>> = {
  '040000': 'folder',
  '120000': 'link',
  '160000': 'submodule',
}

function tryGit(bare: string, ...args: string[]): string | null {
  try {
    return git(bare, ...args)
  } catch {
    return null
  }
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)]
}
