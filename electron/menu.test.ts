import { describe, expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'

describe('the application menu', () => {
  it('begins with the app’s own menu on macOS only', () => {
    expect(menuTemplate('darwin')[0]).toEqual({ role: 'appMenu' })
    expect(menuTemplate('linux').some((menu) => menu.role === 'appMenu')).toBe(false)
  })

  it.each(['linux', 'darwin', 'win32'] as const)('has the standard menus on %s', (system) => {
    const roles = menuTemplate(system).map((menu) => menu.role)
    expect(roles).toEqual(expect.arrayContaining(['fileMenu', 'editMenu', 'windowMenu']))
  })
})
