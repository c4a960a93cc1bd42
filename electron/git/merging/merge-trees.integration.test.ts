import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENTERS_ALL, entryAt, mergeTrees, type TreeEdits, virtualBase } from '#shared/merge/trees/index.ts'
import { git, isolatedGitEnvironment } from '../../../e2e/sandbox/git-command.ts'
import { MODE, serializeCommit } from '../objects/model.ts'
import { type ObjectStore, openObjectStore } from '../objects/object-store.ts'
import { editTree, flattenTree } from '../objects/trees.ts'
import { blobMerging } from './merge-blobs.ts'
import { treeReader } from './merge-commits.ts'

/** Path → lines; a leading `x` line makes the file executable. */
type Files = ReadonlyMap<string, readonly string[]>

let folder: string
let objects: ObjectStore
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graft-renames-'))
  git(folder, 'init', '-q', '--bare', '.')
  objects = openObjectStore(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LINES = 12
const linesOf = (name: string) => Array.from({ length: LINES }, (_, n) => `${name} line ${n} of its own words`)

type Step =
  | { kind: 'edit'; file: number; line: number; text: string }
  | { kind: 'delete'; file: number }
  | { kind: 'rename'; file: number; to: string }
  | { kind: 'rename-folder'; from: string; to: string }
  | { kind: 'add'; path: string; text: string }
  | { kind: 'execute'; file: number }

const FOLDERS = ['a', 'a/b', 'c', 'new', 'new/deep'] as const
const folderName = fc.constantFrom(...FOLDERS)
const newName = fc.tuple(folderName, fc.constantFrom('n1', 'n2', 'f0', 'f1')).map(([place, name]) => `${place}/${name}.txt`)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    file: fc.nat(7),
    line: fc.nat(LINES - 1),
    text: fc.constantFrom('one', 'two'),
  }),
  fc.record({ kind: fc.constant('rename' as const), file: fc.nat(7), to: newName }),
  fc.record({ kind: fc.constant('rename-folder' as const), from: folderName, to: fc.constantFrom('moved', 'c', 'new/deep') }),
  fc.record({ kind: fc.constant('add' as const), path: newName, text: fc.constantFrom('this', 'that') }),
  fc.record({ kind: fc.constant('delete' as const), file: fc.nat(7) }),
  fc.record({ kind: fc.constant('execute' as const), file: fc.nat(7) }),
)

const steps = fc.array(step, { maxLength: 4 })

const BASE: Files = new Map(
  ['a/f0.txt', 'a/f1.txt', 'a/f2.txt', 'a/b/g0.txt', 'a/b/g1.txt', 'c/h0.txt', 'c/h1.txt', 'top.txt'].map((path) => [
    path,
    linesOf(path),
  ]),
)

function play(start: Files, steps: readonly Step[]): Files {
  const files = new Map(start)
  for (const one of steps) {
    const nth = 'file' in one ? ([...files.keys()].sort()[one.file] ?? null) : null
    const lines = nth === null ? [] : (files.get(nth) ?? [])
    if (one.kind === 'edit' && nth !== null) files.set(nth, lines.with(one.line % lines.length, `${one.text} ${one.line}`))
    else if (one.kind === 'delete' && nth !== null) files.delete(nth)
    else if (one.kind === 'execute' && nth !== null && lines[0] !== 'x') files.set(nth, ['x', ...lines])
    else if (one.kind === 'rename' && nth !== null && !files.has(one.to)) {
      files.delete(nth)
      files.set(one.to, lines)
    } else if (one.kind === 'add' && !files.has(one.path)) files.set(one.path, linesOf(`${one.text} ${one.path}`))
    else if (one.kind === 'rename-folder') {
      for (const [path, content] of [...files]) {
        if (!path.startsWith(`${one.from}/`) || one.to.startsWith(`${one.from}/`)) continue
        const to = `${one.to}${path.slice(one.from.length)}`
        if (files.has(to)) continue
        files.delete(path)
        files.set(to, content)
      }
    }
  }
  return files
}

function treeOf(files: Files): string {
  const entries = [...files].map(([path, lines]) => {
    const executable = lines[0] === 'x'
    const text = `${(executable ? lines.slice(1) : lines).join('\n')}\n`
    const oid = objects.write('blob', Buffer.from(text))
    return [path, { oid, mode: executable ? MODE.executable : MODE.file }] as const
  })
  return editTree(objects, null, new Map(entries))
}

function filesOf(tree: string): Files {
  const files = [...flattenTree(objects, tree, '')].map(([path, { oid, mode }]) => {
    const lines = objects.readBlob(oid).toString().replace(/\n$/, '').split('\n')
    return [path, mode === MODE.executable ? ['x', ...lines] : lines] as const
  })
  return new Map(files)
}

function toolsOf(store: ObjectStore) {
  return { reader: treeReader(store), mergeBlobs: blobMerging(store, null).mergeBlobs }
}

/** Lines that the base has nowhere. */
function newLines(files: Files): string[] {
  const known = new Set([...BASE.values()].flat())
  return [...files.values()].flat().filter((line) => line !== 'x' && !known.has(line))
}

const SIGNATURE = { name: 'Ada', email: 'ada@example.test', seconds: 1_700_000_000, zone: '+0000' }
function commit(tree: string, parents: string[], at = 0): string {
  const signature = { ...SIGNATURE, seconds: SIGNATURE.seconds + at }
  return objects.write(
    'commit',
    serializeCommit({ tree, parents, author: signature, committer: signature, message: `${at}\n` }),
  )
}

/**
 * What Git makes of it: a tree, or null where it conflicts. Where a folder's files went to several places, Git asks where a file
 * that the other side added belongs; here it stays where it was put, which loses nothing and is told apart as `asks-for-a-place`.
 */
function mergedByGit(mine: string, theirs: string): string | null | 'asks-for-a-place' {
  const words = ['-c', 'merge.directoryRenames=true', 'merge-tree', '--write-tree', '--messages', mine, theirs]
  const { status, stdout, stderr } = spawnSync('git', words, { cwd: folder, env: isolatedGitEnvironment(), encoding: 'utf8' })
  if (status === 0) return stdout.slice(0, 40)
  if (status !== 1) throw new Error(stderr)
  const conflicts = stdout.split('\n').filter((line) => line.startsWith('CONFLICT'))
  return conflicts.every((line) => /directory rename split|implicit dir rename/.test(line)) ? 'asks-for-a-place' : null
}

describe('merging trees with renames', () => {
  it('agrees with git merge-tree', () => {
    let clean = 0
    fc.assert(
      fc.property(steps, steps, (ours, others) => {
        const [base, mine, theirs] = [treeOf(BASE), treeOf(play(BASE, ours)), treeOf(play(BASE, others))]
        const root = commit(base, [])
        const expected = mergedByGit(commit(mine, [root], 1), commit(theirs, [root], 2))
        const { reader, mergeBlobs } = toolsOf(objects)
        const merge = mergeTrees(reader, { base, mine, theirs }, mergeBlobs)
        const tree = merge.conflicts.length > 0 ? null : editTree(objects, mine, merge.changes)
        if (expected !== 'asks-for-a-place') expect(tree).toBe(expected)
        if (tree !== null) clean += 1
      }),
      { numRuns: Number(process.env['TREE_RUNS'] ?? 120) },
    )
    expect(clean).toBeGreaterThan(0)
  })

  it('takes the swapped sides for the same question', () => {
    fc.assert(
      fc.property(steps, steps, (ours, others) => {
        const [base, mine, theirs] = [treeOf(BASE), treeOf(play(BASE, ours)), treeOf(play(BASE, others))]
        const { reader, mergeBlobs } = toolsOf(objects)
        const one = mergeTrees(reader, { base, mine, theirs }, mergeBlobs)
        const other = mergeTrees(reader, { base, mine: theirs, theirs: mine }, mergeBlobs)
        expect(other.conflicts.length).toBe(one.conflicts.length)
        if (one.conflicts.length === 0) {
          expect(editTree(objects, theirs, other.changes)).toBe(editTree(objects, mine, one.changes))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('keeps every new content of either side in the result, or in each choice that promises it', () => {
    fc.assert(
      fc.property(steps, steps, (ours, others) => {
        const sides = { mine: play(BASE, ours), theirs: play(BASE, others) }
        const [base, mine, theirs] = [treeOf(BASE), treeOf(sides.mine), treeOf(sides.theirs)]
        const { reader, mergeBlobs } = toolsOf(objects)
        const merge = mergeTrees(reader, { base, mine, theirs }, mergeBlobs)
        for (const side of ['mine', 'theirs'] as const) {
          let tree = editTree(objects, mine, merge.changes)
          for (const { choices } of merge.conflicts) tree = editTree(objects, tree, choices[side])
          const found = [...flattenTree(objects, tree, '').values()]
            .map(({ oid }) => objects.readBlob(oid).toString())
            .join('\n')
          for (const line of newLines(sides[side])) expect(found).toContain(line)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('merges several bases into one, as Git does after criss-cross merges', () => {
    let clean = 0
    fc.assert(
      fc.property(steps, steps, steps, steps, (ours, others, later, latest) => {
        const left = play(BASE, ours)
        const right = play(BASE, others)
        const root = commit(treeOf(BASE), [])
        const [a, b] = [commit(treeOf(left), [root], 1), commit(treeOf(right), [root], 2)]
        const { reader, mergeBlobs } = toolsOf(objects)
        const crossed = mergeTrees(reader, { base: treeOf(BASE), mine: treeOf(left), theirs: treeOf(right) }, mergeBlobs)
        fc.pre(crossed.conflicts.length === 0)
        const tree = editTree(objects, treeOf(left), crossed.changes)
        const both = filesOf(tree)
        const mine = commit(treeOf(play(both, later)), [a, b], 3)
        const theirs = commit(treeOf(play(both, latest)), [b, a], 4)
        const history = {
          treeOf: (oid: string) => objects.readCommit(oid).tree,
          basesOf: (commits: readonly string[], other: string) =>
            git(folder, 'merge-base', '--all', other, ...commits)
              .split('\n')
              .filter(Boolean),
        }
        const bases = history.basesOf([mine], theirs)
        expect(bases).toHaveLength(a === b ? 1 : 2)
        const edit = (from: string | null, edits: TreeEdits) => editTree(objects, from, edits)
        const base = virtualBase({ reader, history, mergeBlobs, editTree: edit, takesWhole: ENTERS_ALL }, bases)
        const trees = { base, mine: history.treeOf(mine), theirs: history.treeOf(theirs) }
        const merge = mergeTrees(reader, trees, mergeBlobs)
        const merged = merge.conflicts.length > 0 ? null : editTree(objects, trees.mine, merge.changes)
        const expected = mergedByGit(mine, theirs)
        // Git drops a file that one side renamed and that a folder renamed by the other takes back to the name it had.
        const isTakenBack = merge.followed.some(({ to }) => base !== null && entryAt(reader, base, to) !== null)
        if (expected !== 'asks-for-a-place' && !isTakenBack) expect(merged).toBe(expected)
        if (merged !== null) clean += 1
      }),
      { numRuns: Number(process.env['TREE_RUNS'] ?? 30) },
    )
    expect(clean).toBeGreaterThan(0)
  })

  it('agrees with git merge-tree about links, modes and files in the place of folders', () => {
    const content = fc.constantFrom('a', 'b', 'c', 'xa', '>a')
    const path = fc.constantFrom('p', 'p/q', 'p/r', 'p/q/s', 't', 'u/v', 'u/w')
    const tree = fc.dictionary(path, content, { maxKeys: 5 }).map(withoutClashes)
    fc.assert(
      fc.property(tree, tree, tree, (one, two, three) => {
        const [base, mine, theirs] = [smallTree(one), smallTree(two), smallTree(three)]
        const root = commit(base, [])
        const expected = mergedByGit(commit(mine, [root], 1), commit(theirs, [root], 2))
        const { reader, mergeBlobs } = toolsOf(objects)
        const merge = mergeTrees(reader, { base, mine, theirs }, mergeBlobs)
        expect(merge.conflicts.length > 0 ? null : editTree(objects, mine, merge.changes)).toBe(expected)
      }),
      { numRuns: Number(process.env['TREE_RUNS'] ?? 100) },
    )
  })
})

/** One line that looks like that of no other path: no file is taken for a renamed one. A leading `x`: executable, `>`: a link. */
function smallTree(files: Readonly<Record<string, string>>): string {
  const entries = Object.entries(files).map(([path, content]) => {
    const mode = content.startsWith('x') ? MODE.executable : content.startsWith('>') ? MODE.symlink : MODE.file
    const text = createHash('sha256')
      .update(`${path}:${content.replace(/^x/, '')}`)
      .digest('hex')
    return [path, { oid: objects.write('blob', Buffer.from(text)), mode }] as const
  })
  return editTree(objects, null, new Map(entries))
}

function withoutClashes(files: Record<string, string>): Record<string, string> {
  const paths = Object.keys(files)
  return Object.fromEntries(Object.entries(files).filter(([path]) => !paths.some((other) => other.startsWith(`${path}/`))))
}
