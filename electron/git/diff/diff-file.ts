import type { FileDiff, FileSide } from '#shared/domain/repository.ts'
import type { TextChanges, Whitespace } from '#shared/domain/text-changes.ts'
import { textChanges } from '#shared/text-diff/text-changes.ts'
import type { CallOptions, NeedsServer } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { fileSettings } from '../working-folder/working-file.ts'
import { checkedOut } from './checked-out.ts'
import { shownSide } from './file-side.ts'
import { readSides, type Sides, type SidesInput, versionOf } from './sides.ts'
import { unseenDifferences } from './unseen-differences.ts'

/** One file's two sides as a reader sees them, and what differs. Fails as `readSides`. */
export async function diffFile(
  repo: Repo,
  input: SidesInput & { whitespace?: Whitespace | undefined },
  options: CallOptions = {},
): Promise<FileDiff | NeedsServer> {
  const read = await readSides(repo, input, options)
  if (read.kind === 'needs-server') return read
  options.signal?.throwIfAborted()
  const [before, after] = [shownSide(read.value.before), shownSide(read.value.after)]
  return {
    path: input.path,
    before,
    after,
    changes: changesBetween(before, after, input.whitespace ?? 'shown'),
    unseen: before.kind === 'text' && after.kind === 'text' ? unseenDifferences(comparable(repo, input, read.value)) : [],
    version: versionOf(read.value),
  }
}

function changesBetween(before: FileSide, after: FileSide, whitespace: Whitespace): TextChanges | null {
  if (before.kind === 'absent' && after.kind === 'absent') return null
  const [old, now] = [textOf(before), textOf(after)]
  return old === null || now === null ? null : textChanges(old, now, whitespace)
}

function textOf(side: FileSide): string | null {
  if (side.kind === 'text') return side.text
  return side.kind === 'absent' ? '' : null
}

/** What is stored is held against a working file as it would be checked out, and modes only where they are kept on disk. */
function comparable(repo: Repo, { source, path }: SidesInput, { before, after }: Sides): Sides {
  if (source.kind === 'commit' || before.kind !== 'file' || after.kind !== 'file') return { before, after }
  // A restore point holds the very bytes of a file.
  const bytes = source.kind === 'working' ? checkedOut(repo, path, before.bytes) : before.bytes
  const mode = fileSettings(repo).fileMode ? after.mode : before.mode
  return { before: { ...before, bytes }, after: { ...after, mode } }
}
