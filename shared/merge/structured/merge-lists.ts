import { probablyNamed, surelyNamed } from './list-names.ts'
import { isOpen, planSequence } from './merge-sequences.ts'
import type { Outcome } from './merged.ts'
import type { ListNode } from './model.ts'
import { container, type MergeRow, mergeRows, rowsByName, type Three } from './rows.ts'
import type { DocumentKind, Path } from './rules.ts'

/**
 * Merges two changed lists: as sets, by identity of their items, else as sequences; and where these conflict, by any key that
 * tells the items apart.
 */
export function mergeLists(lists: Three<ListNode>, kind: DocumentKind, path: Path, mergeRow: MergeRow): Outcome {
  const names = surelyNamed(lists, kind, path)
  if (names) return mergeRows(lists.mine, rowsByName(names), path, mergeRow)
  const steps = planSequence(lists, path)
  const others = isOpen(steps) ? probablyNamed(lists) : null
  if (others) return mergeRows(lists.mine, rowsByName(others), path, mergeRow)
  const slots = steps.flatMap((step) => {
    const slot = step.kind === 'row' ? mergeRow(step.row, path) : step
    return slot ? [slot] : []
  })
  return container(lists.mine, slots)
}
