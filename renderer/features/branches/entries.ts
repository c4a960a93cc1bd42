import type { BranchList, BranchRef, LocalBranch } from '#shared/domain/branch.ts'
import type { Head } from '#shared/domain/repository.ts'

/** What a row says of its branch at once. Whether the host protects it is asked for the rows in sight. */
export type BranchMark = 'current' | 'default' | 'local-only' | 'gone' | 'left-edits' | 'elsewhere'

/** One branch as the switcher shows and finds it. */
export interface BranchEntry {
  /** Unique in the list: `local:feature/pets`. */
  key: string
  ref: BranchRef
  name: string
  /** The name as it is searched. */
  folded: string
  tip: string | null
  marks: readonly BranchMark[]
  /** Names everything that the branch's details depend on: others are asked for once it changes. */
  version: string
}

export interface BranchEntries {
  local: readonly BranchEntry[]
  remote: readonly BranchEntry[]
}

/** A name or a search as it is compared: without capitals, composed. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

export function keyOf(ref: BranchRef): string {
  return `${ref.kind}:${ref.name}`
}

/** The checked-out branch; null where none is. */
export function currentBranch(head: Head): string | null {
  return head.kind === 'detached' ? null : head.branch
}

/** The rows of both groups: the current branch first, then the default one, then by name as the list has them. */
export function entriesOf(list: BranchList): BranchEntries {
  const current = currentBranch(list.head)
  const remoteNames = new Set(list.remote.map(({ name }) => name))
  const defaultTip = list.remote.find(({ name }) => name === list.defaultBranch)?.tip ?? null
  const local = list.local.map((branch) => {
    const upstream = branch.upstream.kind === 'tracked' ? branch.upstream.tip : branch.upstream.kind
    return entry({ kind: 'local', name: branch.name }, branch.tip, localMarks(branch, list, current, remoteNames), [
      upstream,
      defaultTip,
    ])
  })
  const remote = list.remote.map(({ name, tip }) =>
    entry({ kind: 'remote', name }, tip, name === list.defaultBranch ? ['default'] : [], [defaultTip]),
  )
  return { local: firstOnesFirst(local), remote: firstOnesFirst(remote) }
}

function entry(
  ref: BranchRef,
  tip: string | null,
  marks: readonly BranchMark[],
  dependsOn: readonly (string | null)[],
): BranchEntry {
  const { name } = ref
  return { key: keyOf(ref), ref, name, folded: folded(name), tip, marks, version: [tip, ...dependsOn].join(' ') }
}

function localMarks(
  branch: LocalBranch,
  { defaultBranch }: BranchList,
  current: string | null,
  remoteNames: ReadonlySet<string>,
): BranchMark[] {
  const marks: BranchMark[] = []
  if (branch.name === current) marks.push('current')
  if (branch.name === defaultBranch) marks.push('default')
  if (branch.upstream.kind === 'none' && !remoteNames.has(branch.name)) marks.push('local-only')
  if (branch.upstream.kind === 'gone') marks.push('gone')
  if (branch.leftEdits !== null) marks.push('left-edits')
  if (branch.elsewhere) marks.push('elsewhere')
  return marks
}

function firstOnesFirst(entries: readonly BranchEntry[]): BranchEntry[] {
  const isFirst = ({ marks }: BranchEntry) => marks.includes('current')
  const isSecond = (one: BranchEntry) => !isFirst(one) && one.marks.includes('default')
  return [...entries.filter(isFirst), ...entries.filter(isSecond), ...entries.filter((one) => !isFirst(one) && !isSecond(one))]
}
