import { describe, expect, it } from 'vitest'
import { splitKey } from './config.ts'
import { parseConfig } from './config-parse.ts'

describe('parseConfig', () => {
  it('reads sections, quotes, escapes, comments and continued lines', () => {
    const text = [
      '\uFEFF[core]',
      '\tbare = false ; a comment',
      '  editor = "vi # not a comment" -f',
      '\tflag',
      '[remote "Or\\"igin"] url = https://x/\\',
      'y.git',
      '[branch.Old]',
      'merge = a\\tb\\\\c   ',
      '= nonsense',
    ].join('\r\n')
    expect(parseConfig(text)).toEqual([
      { section: 'core', subsection: null, name: 'bare', value: 'false' },
      { section: 'core', subsection: null, name: 'editor', value: 'vi # not a comment -f' },
      { section: 'core', subsection: null, name: 'flag', value: null },
      { section: 'remote', subsection: 'Or"igin', name: 'url', value: 'https://x/y.git' },
      { section: 'branch', subsection: 'old', name: 'merge', value: 'a\tb\\c' },
    ])
  })

  it('splits keys at the first and the last dot', () => {
    expect(splitKey('Branch.release/1.0.Merge')).toEqual({ section: 'branch', subsection: 'release/1.0', name: 'merge' })
    expect(splitKey('core.autoCRLF')).toEqual({ section: 'core', subsection: null, name: 'autocrlf' })
  })
})
