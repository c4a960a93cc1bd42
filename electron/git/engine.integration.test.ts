import { existsSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plainMerge } from './engine.ts'
import { countAheadBehind, findMergeBases } from './repository/history.ts'
import { testClone } from './testing/tests.ts'

const author = { name: 'Ada Lin', email: 'ada@example.test' }

/** Facts about isomorphic-git that our design rests on; an upgrade that changes one has to be noticed. */
describe('the engine', () => {
  it('moves only the branch when it fast-forwards', async () => {
    const clone = testClone()
    clone.commit({ a: '1' })
    clone.git('checkout', '-qb', 'ahead')
    clone.commit({ a: '2' })
    clone.git('checkout', '-q', 'main')
    await plainMerge({ dir: clone.root, ours: 'main', theirs: 'ahead', author })
    expect(clone.read('a')).toBe('1')
    expect(clone.git('status', '--porcelain')).toBe('M  a')
  })

  it('overwrites unrelated edits in a conflict and leaves no MERGE_HEAD', async () => {
    const clone = testClone()
    clone.commit({ a: 'base\n', unrelated: 'base\n' })
    clone.git('checkout', '-qb', 'other')
    clone.commit({ a: 'theirs\n' })
    clone.git('checkout', '-q', 'main')
    clone.commit({ a: 'mine\n' })
    clone.write('unrelated', 'not committed yet\n')
    await expect(
      plainMerge({ dir: clone.root, ours: 'main', theirs: 'other', abortOnConflict: false, author }),
    ).rejects.toMatchObject({ code: 'MergeConflictError' })
    expect(clone.read('unrelated')).toBe('base\n')
    expect(existsSync(clone.path('.git/MERGE_HEAD'))).toBe(false)
  })
})

describe('our own object store', () => {
  it('reads what Git packed, deltas and all, and notices new packs', async () => {
    const clone = testClone()
    const lines = Array.from({ length: 4000 }, (_, i) => `line ${i} ${(i * 7919) % 1000}`)
    for (let i = 0; i < 12; i++) {
      lines[i * 300] = `changed ${i}`
      clone.commit({ 'big.txt': lines.join('\n'), [`f${i}`]: `${i}` }, `change ${i}`)
    }
    const repo = await clone.open()
    const check = () => {
      for (const line of clone.git('cat-file', '--batch-all-objects', '--batch-check').split('\n')) {
        const [oid = '', type, size] = line.split(' ')
        const object = repo.objects.read(oid)
        expect([object.type, object.content.length]).toEqual([type, Number(size)])
        expect(repo.objects.write(object.type, object.content)).toBe(oid)
      }
    }
    check()
    clone.git('repack', '-adfq', '--depth=50', '--window=20')
    check()
    clone.commit({ z: 'z' }, 'later')
    clone.git('gc', '-q', '--prune=now')
    check()
    expect(() => repo.objects.read('0'.repeat(40))).toThrow('REPOSITORY_DAMAGED')
  })

  it('follows alternates', async () => {
    const clone = testClone()
    const commit = clone.commit({ a: '1' })
    clone.git('clone', '-q', '--shared', '.', '../borrower')
    const repo = await clone.open({ root: `${clone.sandbox}/borrower` })
    expect(repo.objects.readCommit(commit).parents).toEqual([])
  })

  it('agrees with Git on counts and merge bases, criss-cross and clock skew included', async () => {
    const clone = testClone()
    const names: string[] = []
    const tree = clone.git('hash-object', '-w', '-t', 'tree', '/dev/null')
    const pick = (i: number, salt: number) => names[(i * 31 + salt * 17 + ((i * i) % 7)) % names.length] ?? ''
    for (let i = 0; i < 40; i++) {
      const parents = i < 2 ? [] : [...new Set([pick(i, 1), ...(i % 3 === 0 ? [pick(i, 2)] : [])])]
      const date = `${1_600_000_000 + ((i * 7919) % 40) * 1000} +0000`
      names.push(
        clone.gitWith(
          { variables: { GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date } },
          'commit-tree',
          tree,
          '-m',
          `${i}`,
          ...parents.flatMap((p) => ['-p', p]),
        ),
      )
    }
    const repo = await clone.open()
    for (let i = 0; i < 40; i += 3) {
      const [a = '', b = ''] = [names[i], names[39 - ((i * 5) % 38)]]
      const [ahead, behind] = clone.git('rev-list', '--left-right', '--count', `${a}...${b}`).split('\t').map(Number)
      expect(countAheadBehind(repo, a, b)).toEqual({ ahead, behind })
      let bases: string[] = []
      try {
        bases = clone.git('merge-base', '--all', a, b).split('\n')
      } catch {
        // Unrelated.
      }
      expect(findMergeBases(repo, a, b).sort()).toEqual(bases.sort())
    }
    writeFileSync(clone.path('.git/shallow'), `${names[39]}\n`)
    expect(countAheadBehind(repo, names[39] ?? '', names[0] ?? '')).toEqual({ ahead: 1, behind: 1 })
  })
})
