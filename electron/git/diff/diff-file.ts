import type { FileDiff, FileSide } from '#shared/domain/repository.ts'
import type { DiffInput, NeedsServer, Workspace } from '../contract.ts'
import { type Entry, MODE } from '../objects/model.ts'
import { entryAtPath } from '../objects/trees.ts'
import { requireOwned } from '../owned-folders.ts'
import { headCommit, readHead } from '../repository/head.ts'
import type { Repo } from '../repository/repo.ts'
import { lstatWorking, readWorkingBytes } from '../working-folder/working-file.ts'

const LARGEST = 10 * 1024 * 1024
/** As far as Git looks for a NUL (`buffer_is_binary`). */
const BINARY_LOOK = 8000

/** One file's two sides: the last commit and the working folder. A path outside the connection's folders throws. */
export async function diffFile(
  repo: Repo,
  input: Omit<DiffInput, 'workspace'> & { workspace: Pick<Workspace, 'directories'> },
): Promise<FileDiff | NeedsServer> {
  if (input.source.kind !== 'working') throw new Error('Not built yet.')
  requireOwned(input.workspace.directories, [input.path])
  const commit = headCommit(readHead(repo))
  const tree = commit === null ? null : repo.objects.readCommit(commit).tree
  const entry = entryAtPath(repo.objects, tree, input.path)
  return { path: input.path, before: committedSide(repo, entry), after: workingSide(repo, input.path), version: '' }
}

function committedSide(repo: Repo, entry: Entry | null): FileSide {
  if (entry === null || entry.mode === MODE.tree || entry.mode === MODE.gitlink) return { kind: 'absent' }
  const content = repo.objects.readBlob(entry.oid)
  return entry.mode === MODE.symlink ? { kind: 'symlink', target: content.toString() } : fileSide(content)
}

function workingSide(repo: Repo, path: string): FileSide {
  const stat = lstatWorking(repo, path)
  if (!stat) return { kind: 'absent' }
  if (stat.size > BigInt(LARGEST)) return { kind: 'too-large', size: Number(stat.size) }
  const content = readWorkingBytes(repo, path, stat)
  return stat.isSymbolicLink() ? { kind: 'symlink', target: content.toString() } : fileSide(content)
}

/** What a file's bytes are to a reader: text, or the reason why they are not shown. */
export function fileSide(content: Buffer): FileSide {
  const size = content.length
  if (size > LARGEST) return { kind: 'too-large', size }
  if (isLfsPointer(content)) return { kind: 'lfs-pointer', size }
  if (content.subarray(0, BINARY_LOOK).includes(0)) return { kind: 'binary', size, media: null }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    return { kind: 'text', text: text.replace(/\r\n/g, '\n') }
  } catch {
    return { kind: 'binary', size, media: null }
  }
}

/** Pointers are small and begin with their version (Git LFS specification, "The Pointer"). */
function isLfsPointer(content: Buffer): boolean {
  return content.length < 1024 && content.toString('latin1', 0, 42).startsWith('version https://git-lfs.github.com/spec/')
}
