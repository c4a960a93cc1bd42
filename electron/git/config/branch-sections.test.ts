import { describe, expect, it } from 'vitest'
import { withBranchRenamed, withoutBranch } from './branch-sections.ts'
import { parseConfig } from './config-parse.ts'

const TEXT = `# mine
[core]
	bare = false
[branch "a"] remote = origin
	merge = refs/heads/a
	description = first \\
[branch "not a section"]
; of a
[Branch "a/b"]
	remote = fork
[branch "a"]
	rebase = true
[alias]
	x = "branch"`

const said = (text: string, branch: string) =>
  parseConfig(text)
    .filter((entry) => entry.section === 'branch' && entry.subsection === branch)
    .map(({ name, value }) => `${name}=${value}`)

describe('what a configuration says of a branch', () => {
  it('goes with it, every section of it and nothing else', () => {
    expect(withoutBranch(TEXT, 'a')).toBe(
      '# mine\n[core]\n\tbare = false\n[Branch "a/b"]\n\tremote = fork\n[alias]\n\tx = "branch"',
    )
    expect(withoutBranch(TEXT, 'A')).toBe(TEXT)
  })

  it('is said of another name, instead of what was said of that, quotes and umlauts kept, however often', () => {
    const before = Buffer.from(TEXT).toString('latin1')
    const renamed = withBranchRenamed(before, 'a', 'grün "1"')
    const after = Buffer.from(renamed, 'latin1').toString('utf8')
    expect(said(after, 'grün "1"')).toEqual(said(TEXT, 'a'))
    expect(said(after, 'a')).toEqual([])
    expect(withBranchRenamed(renamed, 'a', 'grün "1"')).toBe(renamed)
    expect(parseConfig(after).filter(({ section }) => section === 'alias')).toHaveLength(1)
    expect(said(withBranchRenamed(TEXT, 'a', 'a/b'), 'a/b')).toEqual(said(TEXT, 'a'))
    expect(withBranchRenamed(TEXT, 'nothing', 'new')).toBe(TEXT)
  })

  it('keeps the line ends that the file has', () => {
    const text = '[branch "a"]\r\n\tremote = origin\r\n'
    expect(withBranchRenamed(text, 'a', 'b')).toBe('[branch "b"]\r\n\tremote = origin\r\n')
  })
})
