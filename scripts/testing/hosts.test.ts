import { describe, expect, it } from 'vitest'
import { findChromium, findDisplay, type Machine } from './hosts.ts'

function machine(files: string[], env: Record<string, string> = {}, platform: NodeJS.Platform = 'linux'): Machine {
  return { platform, env: { PATH: '/usr/bin', ...env }, isExecutable: (file) => files.includes(file) }
}

describe('findDisplay', () => {
  it('takes the display that is there', () => {
    expect(findDisplay(machine([], { DISPLAY: ':0' }))).toEqual({ kind: 'present' })
    expect(findDisplay(machine([], {}, 'darwin'))).toEqual({ kind: 'present' })
  })

  it('takes a virtual one when all of it is installed', () => {
    const tools = ['/usr/bin/xvfb-run', '/usr/bin/Xvfb', '/usr/bin/xauth']
    expect(findDisplay(machine(tools))).toEqual({ kind: 'virtual', xvfbRun: '/usr/bin/xvfb-run' })
    expect(findDisplay(machine(tools.slice(0, 2))).kind).toBe('missing')
  })
})

describe('findChromium', () => {
  it('prefers CHROME_PATH, then the bundled one, then the PATH', () => {
    const files = ['/opt/chrome', '/bundled/chrome', '/usr/bin/chromium']
    const found = (executable: string) => ({ kind: 'found', executable })
    expect(findChromium(machine(files, { CHROME_PATH: '/opt/chrome' }), '/bundled/chrome')).toEqual(found('/opt/chrome'))
    expect(findChromium(machine(files), '/bundled/chrome')).toEqual(found('/bundled/chrome'))
    expect(findChromium(machine(files), '/elsewhere')).toEqual(found('/usr/bin/chromium'))
  })

  it('does not fall back silently from a CHROME_PATH that is wrong', () => {
    const result = findChromium(machine(['/usr/bin/chromium'], { CHROME_PATH: '/gone' }), '')
    expect(result).toMatchObject({ kind: 'missing', reason: expect.stringContaining('/gone') })
  })
})
