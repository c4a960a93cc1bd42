import type { StructureDiff } from '#shared/domain/structure-diff.ts'
import { diffStructure as diffTexts, isStructured } from '#shared/structure-diff/index.ts'
import type { CallOptions, NeedsServer } from '../contract.ts'
import type { Repo } from '../repository/repo.ts'
import { shownSide } from './file-side.ts'
import { readSides, type Side, type SidesInput } from './sides.ts'

/** The changes of one file by what they mean. Fails as `readSides`; what cannot be compared so is an answer. */
export async function diffStructure(
  repo: Repo,
  input: SidesInput,
  options: CallOptions = {},
): Promise<StructureDiff | NeedsServer> {
  if (!isStructured(input.path)) return { kind: 'unavailable', reason: 'not-structured' }
  const read = await readSides(repo, input, options)
  if (read.kind === 'needs-server') return read
  options.signal?.throwIfAborted()
  const before = textOf(read.value.before)
  const after = textOf(read.value.after)
  if (before.kind === 'none') return { kind: 'unavailable', reason: before.reason }
  if (after.kind === 'none') return { kind: 'unavailable', reason: after.reason }
  return diffTexts({ before: before.text, after: after.text, path: input.path })
}

function textOf(side: Side): { kind: 'text'; text: string | null } | { kind: 'none'; reason: 'too-large' | 'not-text' } {
  const shown = shownSide(side)
  if (shown.kind === 'absent') return { kind: 'text', text: null }
  if (shown.kind === 'text') return { kind: 'text', text: shown.text }
  return { kind: 'none', reason: shown.kind === 'too-large' ? 'too-large' : 'not-text' }
}
