import { expect, it } from 'vitest'
import { windowPreferences } from './window-preferences.ts'

it('keeps the page in the sandbox, apart from the preload, without Node', () => {
  expect(windowPreferences('/preload.cjs')).toMatchObject({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
})
