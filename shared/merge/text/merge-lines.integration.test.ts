import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withMarkers } from '../markers.ts'
import { versionOf } from '../pieces.ts'
import { mergeLines, type ThreeTexts } from './merge-lines.ts'
import { changedWords, mergeProse } from './words.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-lines-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const NAMES = { mine: 'mine', base: 'base', theirs: 'theirs' }

/** What command-line Git makes of the same three texts. */
function git(texts: ThreeTexts, ...options: string[]): { readonly conflicts: number; readonly text: string } {
  for (const version of ['base', 'mine', 'theirs'] as const) writeFileSync(join(folder, version), texts[version])
  const run = spawnSync('git', ['merge-file', '-p', ...options, 'mine', 'base', 'theirs'], { cwd: folder, encoding: 'utf8' })
  expect(run.stderr).toBe('')
  return { conflicts: run.status ?? -1, text: run.stdout }
}

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', '{', '}', '', '  x', 'long line of words')
const eol = fc.constantFrom('\n', '\n', '\n', '\r\n')
const ending = fc.constantFrom('', '\n')
const freeTexts = fc
  .tuple(eol, fc.tuple(fc.array(word), fc.array(word), fc.array(word)), fc.tuple(ending, ending, ending))
  .map(([nl, [base, mine, theirs], [b, m, t]]) => ({
    base: base.join(nl) + b,
    mine: mine.join(nl) + m,
    theirs: theirs.join(nl) + t,
  }))

const edit = fc.record({ at: fc.nat(400), removed: fc.nat(3), added: fc.array(word, { maxLength: 3 }) })
const edits = fc.array(edit, { maxLength: 4 })
function edited(lines: readonly string[], changes: readonly { at: number; removed: number; added: string[] }[]): string {
  const result = [...lines]
  for (const { at, removed, added } of changes) result.splice(at % (result.length + 1), removed, ...added)
  return result.map((line) => `${line}\n`).join('')
}
const editedTexts = fc
  .tuple(
    fc.array(
      fc.oneof(word, fc.string()).map((line) => line.replaceAll(/[\r\n]/g, '')),
      { maxLength: 60 },
    ),
    edits,
    edits,
  )
  .map(([lines, m, t]) => ({ base: edited(lines, []), mine: edited(lines, m), theirs: edited(lines, t) }))

describe('merging by lines', () => {
  it.each([
    ['unrelated', freeTexts],
    ['edited', editedTexts],
  ])('gives the text of git merge-file for %s texts', (_name, texts) => {
    let cleanOnes = 0
    fc.assert(
      fc.property(texts, (three) => {
        const oracle = git(three)
        const ours = mergeLines(three, 'git')
        if (oracle.conflicts === 0) {
          cleanOnes += 1
          expect(ours.conflicts).toBe(0)
          expect(versionOf(ours.pieces, 'mine')).toBe(oracle.text)
        } else {
          expect(ours.conflicts).toBeGreaterThan(0)
          const diff3 = git(three, '--diff3')
          if (diff3.conflicts === ours.conflicts) expect(withMarkers(ours.pieces, NAMES)).toBe(diff3.text)
          else expect(ours.conflicts).toBeLessThan(diff3.conflicts)
        }
      }),
      { numRuns: 200 },
    )
    expect(cleanOnes).toBeGreaterThan(0)
  })

  it('agrees with git on long texts that differ much, where its search takes short cuts', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return Math.floor((seed / 2147483648) * below)
    }
    const base = Array.from({ length: 3000 }, () => `line ${random(700)}\n`)
    const scattered = () => base.flatMap((line) => (random(3) === 0 ? [`new ${random(300)}\n`] : random(9) === 0 ? [] : [line]))
    for (let round = 0; round < 3; round += 1) {
      const three = { base: base.join(''), mine: scattered().join(''), theirs: base.map((l) => (random(4) ? l : '')).join('') }
      const diff3 = git(three, '--diff3')
      expect(withMarkers(mergeLines(three, 'git').pieces, NAMES)).toBe(diff3.text)
    }
  })

  it('keeps line endings and a missing final newline of each side', () => {
    const three = { base: 'a\r\nb\r\nc\r\n', mine: 'a\r\nB\r\nx\r\nc\r\n', theirs: 'a\r\nb\r\nx\r\nc' }
    const { conflicts } = mergeLines(three, 'git')
    expect(conflicts).toBe(git(three).conflicts)
    const apart = { base: 'a\nb\nc\nd\n', mine: 'A\nb\nc\nd\n', theirs: 'a\nb\nc\nd' }
    expect(versionOf(mergeLines(apart, 'git').pieces, 'mine')).toBe('A\nb\nc\nd')
  })

  it('draws the edges of a conflict in', () => {
    const three = { base: '1\n2\n3\n4\n', mine: '1\nx\nmine\ny\n4\n', theirs: '1\nx\ntheirs\ny\n4\n' }
    expect(withMarkers(mergeLines(three, 'minimal').pieces, NAMES)).toBe(
      '1\nx\n<<<<<<< mine\nmine\n||||||| base\n2\n3\n=======\ntheirs\n>>>>>>> theirs\ny\n4\n',
    )
  })

  it('knows the command it is compared with', () => {
    expect(execFileSync('git', ['--version'], { encoding: 'utf8' })).toContain('git version')
  })
})

describe('merging by words', () => {
  it('keeps edits of different words of one line', () => {
    const base = 'Returns the pet with this id.'
    expect(mergeProse({ base, mine: 'Returns one pet with this id.', theirs: 'Returns the pet with this number.' })).toBe(
      'Returns one pet with this number.',
    )
    expect(mergeProse({ base, mine: 'Gets the pet with this id.', theirs: 'Reads the pet with this id.' })).toBeNull()
  })

  it('says which words differ', () => {
    expect(changedWords('the old pet', 'the new pet')).toEqual({ before: [{ from: 4, to: 7 }], after: [{ from: 4, to: 7 }] })
  })
})
