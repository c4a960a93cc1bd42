import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { git, isolatedGitEnvironment } from '../../../e2e/sandbox/git-command.ts'
import { type ObjectStore, openObjectStore } from '../objects/object-store.ts'
import { diffTrees } from './diff-trees.ts'
import { mergeTrees } from './merge-trees.ts'

/** Path → content; a leading `x` makes the file executable, `>` a link. */
type Tree = Record<string, string>

let folder: string
let objects: ObjectStore
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'graft-trees-'))
  git(folder, 'init', '-q', '--bare', '.')
  objects = openObjectStore(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function store(tree: Tree): string {
  const index = join(folder, 'tree.index')
  rmSync(index, { force: true })
  const lines = Object.entries(tree).map(([path, content]) => {
    const mode = content.startsWith('x') ? '100755' : content.startsWith('>') ? '120000' : '100644'
    // A link's target is no file's content: where both sides made a link a file, Git takes equal bytes for an unchanged file.
    return `${mode} ${objects.write('blob', contentOf(path, content.replace(/^x/, '')))}\t${path}\n`
  })
  const env = { ...isolatedGitEnvironment(), GIT_INDEX_FILE: index }
  execFileSync('git', ['update-index', '--index-info'], { cwd: folder, env, input: lines.join('') })
  return execFileSync('git', ['write-tree'], { cwd: folder, env, encoding: 'utf8' }).trim()
}

/** One line that looks like that of no other path or letter: Git finds no renames and mixes no contents. */
function contentOf(path: string, letter: string): Buffer {
  return Buffer.from(createHash('sha256').update(`${path}:${letter}`).digest('hex'))
}

function commit(tree: string, ...parents: string[]): string {
  return git(folder, 'commit-tree', tree, '-m', 'x', ...parents.flatMap((parent) => ['-p', parent]))
}

/** What Git makes of it: the tree, or null where it conflicts. */
function mergedByGit(base: string, ours: string, theirs: string): string | null {
  const root = commit(base)
  const { status, stdout } = spawnSync('git', ['merge-tree', '--write-tree', commit(ours, root), commit(theirs, root)], {
    cwd: folder,
    env: isolatedGitEnvironment(),
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : null
}

const merge = (base: Tree, ours: Tree, theirs: Tree) =>
  mergeTrees(objects, { bases: [store(base)], ours: store(ours), theirs: store(theirs) })

describe('mergeTrees', () => {
  it('agrees with git merge-tree wherever contents need not be mixed', () => {
    const content = fc.constantFrom('a', 'b', 'c', 'xa', '>a')
    const path = fc.constantFrom('p', 'p/q', 'p/r', 'p/q/s', 't', 'u/v', 'u/w')
    const tree = fc.dictionary(path, content, { maxKeys: 5 }).map(withoutClashes)
    fc.assert(
      fc.property(tree, tree, tree, (base, ours, theirs) => {
        const [b, o, t] = [store(base), store(ours), store(theirs)]
        const result = mergeTrees(objects, { bases: [b], ours: o, theirs: t })
        const expected = mergedByGit(b, o, t)
        expect(result.kind === 'merged' ? result.tree : null).toBe(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('is the same from either side', () => {
    const tree = fc.dictionary(fc.constantFrom('p', 'q', 'r/s', 'r/t'), fc.constantFrom('a', 'b', 'xa'), { maxKeys: 4 })
    fc.assert(
      fc.property(tree, tree, tree, (base, ours, theirs) => {
        expect(merge(base, ours, theirs)).toEqual(merge(base, theirs, ours))
      }),
      { numRuns: 40 },
    )
  })

  it.each<[string, Tree, Tree, Tree, string[]]>([
    ['both changed', { 'a/b': 'a' }, { 'a/b': 'b' }, { 'a/b': 'c' }, ['a/b']],
    ['both added', {}, { f: 'a' }, { f: 'b' }, ['f']],
    ['deleted here, changed there', { f: 'a', g: 'a' }, { g: 'a' }, { f: 'b', g: 'a' }, ['f']],
    ['changed here, deleted there', { f: 'a', g: 'a' }, { f: 'b', g: 'a' }, { g: 'a' }, ['f']],
    ['file here, folder there', {}, { f: 'a' }, { 'f/g': 'a' }, ['f']],
    ['link here, file there', { f: 'a' }, { f: '>b' }, { f: 'b' }, ['f']],
  ])('%s: collides', (_name, base, ours, theirs, paths) => {
    expect(merge(base, ours, theirs)).toEqual({ kind: 'collides', paths })
  })

  it('takes the right to execute from one side and the content from the other', () => {
    const result = merge({ f: 'a' }, { f: 'xa' }, { f: 'b' })
    expect(result).toEqual({ kind: 'merged', tree: store({ f: 'xb' }) })
  })

  it('asks every merge base, and collides where they disagree', () => {
    const [ours, theirs] = [store({ f: 'a', g: 'a' }), store({ f: 'b', g: 'a' })]
    const bases = [store({ f: 'a', g: 'a' }), store({ f: 'b', g: 'a' })]
    expect(mergeTrees(objects, { bases, ours, theirs })).toEqual({ kind: 'collides', paths: ['f'] })
    expect(mergeTrees(objects, { bases: [bases[0] ?? '', store({ f: 'a' })], ours, theirs })).toMatchObject({ kind: 'merged' })
  })
})

describe('diffTrees', () => {
  it('names the same files as git diff-tree', () => {
    const path = fc.constantFrom('p', 'p/q', 'p/r/s', 't', 'u/v')
    const tree = fc.dictionary(path, fc.constantFrom('a', 'b', 'xa', '>a'), { maxKeys: 4 }).map(withoutClashes)
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const [one, other] = [store(before), store(after)]
        const named = git(folder, 'diff-tree', '-r', '--name-only', '--no-renames', one, other).split('\n').filter(Boolean)
        const ours = [...new Set(diffTrees(objects, one, other).map((change) => change.path))]
        expect(ours.sort()).toEqual([...new Set(named)].sort())
      }),
      { numRuns: 60 },
    )
  })
})

function withoutClashes(tree: Tree): Tree {
  const paths = Object.keys(tree)
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !paths.some((other) => other.startsWith(`${path}/`))))
}
