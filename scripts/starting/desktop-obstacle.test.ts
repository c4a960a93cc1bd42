import { describe, expect, it } from 'vitest'
import { displayObstacle, type EndedElectron, startObstacle } from './desktop-obstacle.ts'

const ended = (changes: Partial<EndedElectron>): EndedElectron => ({
  code: 1,
  signal: null,
  ran: 300,
  stderr: '',
  stopped: false,
  ...changes,
})

describe('a window', () => {
  it('needs a display on Linux', () => {
    expect(displayObstacle({}, 'linux')).toMatch(/no display/)
    expect(displayObstacle({ DISPLAY: ':0' }, 'linux')).toBeNull()
    expect(displayObstacle({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBeNull()
    expect(displayObstacle({}, 'darwin')).toBeNull()
  })
})

describe('an Electron that ended', () => {
  it.each([
    ['was closed', { code: 0 }],
    ['explained itself', { code: 78 }],
    ['was stopped', { code: null, signal: 'SIGINT' as const, stopped: true }],
    ['had run for a while', { ran: 60_000 }],
  ])('did start when it %s', (_name, changes) => {
    expect(startObstacle(ended(changes))).toBeNull()
  })

  it('is quoted when it did not start', () => {
    const stderr = '/opt/electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file\n'
    expect(startObstacle(ended({ code: 127, stderr }))).toMatch(/^Electron does not start: .*libgtk-3\.so\.0/)
  })

  it('is quoted without the noise before', () => {
    const stderr = '[1:1122/1:ERROR:bus.cc(407)] Failed to connect to the bus: x\n[1:1122/2:FATAL:x.cc(1)] Missing X server\n'
    expect(startObstacle(ended({ signal: 'SIGTRAP', code: null, stderr }))).toBe('Electron does not start: Missing X server')
  })

  it('is explained when the sandbox is not allowed', () => {
    const stderr = '[1:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found, but is not configured'
    expect(startObstacle(ended({ signal: 'SIGTRAP', code: null, stderr }))).toMatch(/sandbox/)
  })

  it('is named by its signal when it said nothing', () => {
    expect(startObstacle(ended({ code: null, signal: 'SIGSEGV' }))).toMatch(/SIGSEGV/)
  })
})
