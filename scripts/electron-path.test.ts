import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { electronPath } from './electron-path.ts'

const find = (env: Record<string, string>, system: NodeJS.Platform, there: string[]) =>
  electronPath({ env, system, packageFolder: '/electron', exists: (file) => there.includes(file) })

describe('Electron', () => {
  it('is the one that the variable names', () => {
    const path = join('/mine', 'electron')
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: '/mine' }, 'linux', [path])).toEqual({ kind: 'found', folder: '/mine', path })
  })

  it.each([
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ] as const)('is the installed one on %s', (system, name) => {
    const folder = join('/electron', 'dist')
    expect(find({}, system, [join(folder, name)])).toEqual({ kind: 'found', folder, path: join(folder, name) })
  })

  it('is missing with a reason', () => {
    expect(find({}, 'linux', [])).toMatchObject({ kind: 'missing', reason: expect.stringContaining('npm start') })
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: '/gone' }, 'linux', [])).toMatchObject({
      kind: 'missing',
      reason: expect.stringContaining('/gone'),
    })
  })
})
