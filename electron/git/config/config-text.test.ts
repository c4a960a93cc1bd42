import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isolatedVariables } from '../testing/clone.ts'
import { withFirstValue, withValues } from './config-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'graft-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** All settings, as Git reads them. */
function readByGit(text: string): string[] {
  const file = join(folder, 'config')
  writeFileSync(file, Buffer.from(text, 'latin1'))
  const env = { PATH: process.env['PATH'] ?? '', ...isolatedVariables(folder) }
  return execFileSync('git', ['config', '--file', file, '--list'], { env, encoding: 'utf8' }).trimEnd().split('\n')
}

const bytes = (text: string) => Buffer.from(text).toString('latin1')
const url = { section: 'remote', subsection: 'origin', name: 'url' }

describe('the text of a configuration', () => {
  it.each([
    ['a plain one', '[remote "origin"]\n\turl = https://old.test/a\n\tfetch = +x:y\n[core]\n\tbare = false\n'],
    [
      'line ends of Windows',
      '[remote "origin"]\r\n\tURL=https://old.test/a ; a note\r\n\tfetch = +x:y\r\n[core]\r\n\tbare = false\r\n',
    ],
    ['all in one line', '[remote "origin"] url = "https://old.test/a"\nfetch = +x:y\n[core]\n\tbare = false'],
    ['a value of two lines', '[remote "origin"]\n\turl = https://old.test\\\n/a\n\tfetch = +x:y\n[core]\n\tbare = false\n'],
    ['others like it', '[remote "Origin"]\n\turl = u\n[remote]\n\turl = v\n[remote "origin"]\n\turl = a\n\tfetch = +x:y\n'],
    ['bytes that are not UTF-8', `# \xff\xfe ${bytes('ü')}\n[remote "origin"]\n\turl = a\n\tfetch = +x:y\n`],
  ])('gets another address in place: %s', (_name, before) => {
    const expected = readByGit(before).map((line) =>
      line.startsWith('remote.origin.url=') ? 'remote.origin.url=https://new.test/b c;ü' : line,
    )
    const after = withFirstValue(before, url, 'https://new.test/b c;ü')
    expect(readByGit(after)).toEqual(expected)
    expect(withFirstValue(after, url, 'https://new.test/b c;ü')).toBe(after)
    expect(after.includes('\xff')).toBe(before.includes('\xff'))
  })

  it('gets a section where there is none, and exactly the values that are wanted', () => {
    expect(readByGit(withFirstValue('[core]\n\tbare = false', url, 'x'))).toEqual(['core.bare=false', 'remote.origin.url=x'])
    const folders = { section: 'graft', subsection: null, name: 'folder' }
    const before = '[graft]\n\tmanaged = true\n\tfolder = a\n\tfolder = "b c"\n[core]\n\tbare = false\n'
    const after = withValues(before, folders, ['a', 'd"e', 'ü'])
    expect(readByGit(after)).toEqual([
      'graft.managed=true',
      'core.bare=false',
      'graft.folder=a',
      'graft.folder=d"e',
      'graft.folder=ü',
    ])
    expect(readByGit(withValues(after, folders, ['z']))).toEqual(['graft.managed=true', 'core.bare=false', 'graft.folder=z'])
  })
})
