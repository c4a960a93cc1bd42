import type { BranchEntries, BranchEntry } from './entries.ts'
import { filterBranches } from './filter.ts'
import { type NameVerdict, nameVerdict } from './name-verdict.ts'

export type SwitcherRow =
  | { kind: 'create'; id: 'create'; name: string; verdict: NameVerdict }
  | { kind: 'heading'; id: `heading:${Group}`; group: Group; count: number }
  | { kind: 'branch'; id: string; entry: BranchEntry }

type Group = 'local' | 'remote'

/** What the switcher shows for a search: the branches found in their groups, below the offer to make one of that name. */
export function switcherRows(entries: BranchEntries, search: string): SwitcherRow[] {
  const name = search.trim()
  const offer = name === '' ? [] : offerOf(name, entries)
  return [...offer, ...groupOf('local', entries.local, name), ...groupOf('remote', entries.remote, name)]
}

/** The row that Enter takes while one types: the best branch, else the offer to make one. */
export function firstChoice(rows: readonly SwitcherRow[]): string | null {
  return (rows.find(({ kind }) => kind === 'branch') ?? rows.find(({ kind }) => kind === 'create'))?.id ?? null
}

function offerOf(name: string, entries: BranchEntries): SwitcherRow[] {
  const verdict = nameVerdict(name, entries)
  const isThere = verdict.kind === 'exists' || verdict.kind === 'exists-on-remote'
  return isThere ? [] : [{ kind: 'create', id: 'create', name, verdict }]
}

function groupOf(group: Group, entries: readonly BranchEntry[], search: string): SwitcherRow[] {
  const found = filterBranches(entries, search)
  if (found.length === 0) return []
  const rows = found.map((entry): SwitcherRow => ({ kind: 'branch', id: entry.key, entry }))
  return [{ kind: 'heading', id: `heading:${group}`, group, count: found.length }, ...rows]
}
