import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TestClone } from '../testing/clone.ts'
import { testClone } from '../testing/tests.ts'
import { editIndex, type NewIndexEntry } from './index-edit.ts'
import { checkIndex, parseIndex } from './index-file.ts'
import { UNKNOWN_STAT } from './index-stat.ts'

const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
const name = fc.constantFrom('a', 'a-b', 'a.b', 'a0', 'b', 'é', '🐕', 'with space', 'x'.repeat(90))
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))

/** Drops paths that could not be files side by side, the earlier one staying. */
function compatible(paths: readonly string[]): string[] {
  const kept: string[] = []
  for (const one of paths) {
    if (!kept.some((other) => other === one || other.startsWith(`${one}/`) || one.startsWith(`${other}/`))) kept.push(one)
  }
  return kept
}

function rewrite(clone: TestClone, edits: Map<string, NewIndexEntry | null>): void {
  const file = clone.path('.git/index')
  const before = readFileSync(file)
  checkIndex(before)
  const after = editIndex(parseIndex(before, 0n), edits)
  checkIndex(after)
  writeFileSync(file, after)
}

const entries = (clone: TestClone, ...flags: string[]) =>
  clone
    .git('ls-files', '-z', '--stage', ...flags)
    .split('\0')
    .filter(Boolean)

describe('editIndex', () => {
  it.each([2, 4])('agrees with git update-index (version %i)', (version) => {
    const clone = testClone()
    clone.gitWith({}, 'hash-object', '-w', '--stdin')
    fc.assert(
      fc.property(
        fc.array(path, { maxLength: 25 }),
        fc.array(fc.tuple(path, fc.boolean()), { maxLength: 8 }),
        (start, changes) => {
          const paths = compatible(start)
          const info = (lines: string[]) => `${lines.join('\0')}${lines.length > 0 ? '\0' : ''}`
          clone.git('read-tree', '--empty')
          clone.git('update-index', '--index-version', String(version))
          const add = (one: string) => `100644 ${EMPTY_BLOB}\t${one}`
          clone.gitWith({ input: info(paths.map(add)) }, 'update-index', '-z', '--index-info')
          if (paths[0]) clone.git('update-index', '--assume-unchanged', '--', paths[0])
          const adds = new Set(compatible(changes.filter(([, keep]) => keep).map(([one]) => one)))
          const edits = new Map<string, NewIndexEntry | null>()
          for (const [one, keep] of changes) {
            if (keep && adds.has(one)) edits.set(one, { oid: EMPTY_BLOB, mode: 0o100755, stat: UNKNOWN_STAT })
            else if (!keep && !adds.has(one)) edits.set(one, null)
          }
          const original = readFileSync(clone.path('.git/index'))
          rewrite(clone, edits)
          const ours = entries(clone)
          const flags = clone.git('ls-files', '-v', '-z')
          writeFileSync(clone.path('.git/index'), original)
          const zero = '0'.repeat(40)
          const removals = [...edits].flatMap(([one, entry]) => (entry ? [] : [`0 ${zero}\t${one}`]))
          clone.gitWith({ input: info(removals) }, 'update-index', '-z', '--index-info')
          for (const [one, entry] of edits) {
            if (entry) clone.git('update-index', '--add', '--replace', '--cacheinfo', `100755,${EMPTY_BLOB},${one}`)
          }
          expect(ours).toEqual(entries(clone))
          expect(flags).toBe(clone.git('ls-files', '-v', '-z'))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('leaves a cache tree that Git accepts and that spares it the untouched folders', () => {
    const clone = testClone()
    clone.commit({ 'a/one': '1', 'a/deep/two': '2', 'b/three': '3', 'c/four': '4' })
    clone.git('read-tree', 'HEAD')
    const oid = clone.gitWith({ input: 'new' }, 'hash-object', '-w', '--stdin')
    rewrite(
      clone,
      new Map([
        ['a/deep/two', { oid, mode: 0o100644, stat: UNKNOWN_STAT }],
        ['b/three', null],
      ]),
    )
    const cached = parseIndex(readFileSync(clone.path('.git/index')), 0n).cacheTree
    expect(cached?.oid).toBeNull()
    expect(cached?.children.find((child) => child.name === 'c')?.oid).toBe(clone.git('rev-parse', 'HEAD:c'))
    expect(clone.git('ls-tree', '-r', clone.git('write-tree')).split('\n')).toEqual([
      `100644 blob ${oid}\ta/deep/two`,
      expect.stringContaining('a/one'),
      expect.stringContaining('c/four'),
    ])
    expect(clone.git('diff', '--cached', '--name-only')).toBe('a/deep/two\nb/three')
  })

  it('resolves a conflict when it puts an entry in its place, and keeps the others', () => {
    const clone = testClone()
    const stages = ['x', 'y'].flatMap((one) => [1, 2, 3].map((stage) => `100644 ${EMPTY_BLOB} ${stage}\t${one}`))
    clone.gitWith({}, 'hash-object', '-w', '--stdin')
    clone.gitWith({ input: `${stages.join('\n')}\n` }, 'update-index', '--index-info')
    rewrite(clone, new Map([['x', { oid: EMPTY_BLOB, mode: 0o100644, stat: UNKNOWN_STAT }]]))
    expect(entries(clone).map((line) => line.slice(48))).toEqual(['0\tx', '1\ty', '2\ty', '3\ty'])
  })

  it('refuses a damaged index', () => {
    const clone = testClone()
    clone.commit({ a: '1' })
    const bytes = readFileSync(clone.path('.git/index'))
    bytes[50] = (bytes[50] ?? 0) ^ 1
    expect(() => checkIndex(bytes)).toThrow('REPOSITORY_DAMAGED')
    expect(() => parseIndex(bytes.subarray(0, 40), 0n)).toThrow('REPOSITORY_DAMAGED')
  })

  it('says so when the index is split', () => {
    const split = testClone()
    split.commit({ a: '1' })
    split.git('update-index', '--split-index')
    const bytes = readFileSync(split.path('.git/index'))
    expect(() => parseIndex(bytes, 0n)).toThrow(expect.objectContaining({ data: { feature: 'split-index', detail: null } }))
  })
})
