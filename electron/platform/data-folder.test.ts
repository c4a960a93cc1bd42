import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type DataFolderFacts, dataFolder } from './data-folder.ts'

const facts = (changes: Partial<DataFolderFacts> = {}): DataFolderFacts => ({
  arguments: [],
  env: {},
  system: 'linux',
  home: resolve('/home/ada'),
  workingFolder: resolve('/work'),
  ...changes,
})

describe('the data folder', () => {
  it('is where the argument says, before where the variable says', () => {
    const env = { GRAFT_DATA: resolve('/variable') }
    expect(dataFolder(facts({ env, arguments: ['--data', 'mine'] }))).toBe(resolve('/work/mine'))
    expect(dataFolder(facts({ env, arguments: ['.', '--data=mine'] }))).toBe(resolve('/work/mine'))
    expect(dataFolder(facts({ env }))).toBe(resolve('/variable'))
  })

  it('is the user’s own place on each system', () => {
    expect(dataFolder(facts())).toBe(join(resolve('/home/ada'), '.config/Graft'))
    expect(dataFolder(facts({ env: { XDG_CONFIG_HOME: resolve('/xdg') } }))).toBe(join(resolve('/xdg'), 'Graft'))
    expect(dataFolder(facts({ env: { XDG_CONFIG_HOME: 'relative' } }))).toBe(join(resolve('/home/ada'), '.config/Graft'))
    expect(dataFolder(facts({ system: 'darwin' }))).toBe(join(resolve('/home/ada'), 'Library/Application Support/Graft'))
    expect(dataFolder(facts({ system: 'win32', env: { APPDATA: resolve('/roaming') } }))).toBe(
      join(resolve('/roaming'), 'Graft'),
    )
  })
})
