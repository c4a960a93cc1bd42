import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfig } from './config-parse.ts'
import { upstreamSection } from './upstream-config.ts'

describe('upstreamSection', () => {
  it('reads back as what was meant, whatever the names', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9"#;'/_.%-]{1,20}$/)
    fc.assert(
      fc.property(name, name, (branch, remote) => {
        const serverRef = `refs/heads/${branch}`
        const before = '[core]\n\tbare = false'
        const entries = parseConfig(before + upstreamSection(before, { branch, remote, serverRef }))
        expect(entries).toEqual([
          { section: 'core', subsection: null, name: 'bare', value: 'false' },
          { section: 'branch', subsection: branch, name: 'remote', value: remote },
          { section: 'branch', subsection: branch, name: 'merge', value: serverRef },
        ])
      }),
    )
  })

  it('keeps to the file’s line ends', () => {
    expect(upstreamSection('[core]\r\n', { branch: 'a', remote: 'origin', serverRef: 'refs/heads/a' })).toBe(
      '[branch "a"]\r\n\tremote = origin\r\n\tmerge = refs/heads/a\r\n',
    )
  })
})
