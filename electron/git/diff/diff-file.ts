import type { FileDiff } from '#shared/domain/repository.ts'
import type { CallOptions, NeedsServer } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { shownSide } from './file-side.ts'
import { readSides, type SidesInput, versionOf } from './sides.ts'

/** One file's two sides as a reader sees them. Fails as `readSides`. */
export async function diffFile(repo: Repo, input: SidesInput, options: CallOptions = {}): Promise<FileDiff | NeedsServer> {
  const read = await readSides(repo, input, options)
  if (read.kind === 'needs-server') return read
  const { before, after } = read.value
  return { path: input.path, before: shownSide(before), after: shownSide(after), version: versionOf(read.value) }
}
