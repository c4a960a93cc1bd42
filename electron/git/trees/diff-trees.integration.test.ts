import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { git, isolatedGitEnvironment } from '../../../e2e/sandbox/git-command.ts'
import { type ObjectStore, openObjectStore } from '../objects/object-store.ts'
import { diffTrees } from './diff-trees.ts'

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
