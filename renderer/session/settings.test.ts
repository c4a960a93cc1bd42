import { expect, test, vi } from 'vitest'
import { Settings } from '#shared/contract/app.ts'
import { sessionUnderTest } from './session-under-test.ts'
import { createSettingsStore } from './settings.ts'

const KEPT = Settings.parse({ theme: 'dark', panes: { apis: 'hidden', sourceControl: 'shown' } })

test('a change is seen at once, sent alone, and leaves the rest', async () => {
  const changeSettings = vi.fn(async () => KEPT)
  const session = sessionUnderTest({ app: { settings: async () => KEPT, changeSettings } })
  const store = session.store(createSettingsStore)
  expect(store.getState().standing).toBe('asking')
  await store.getState().load()
  const changing = store.getState().change({ paneSizes: { apis: 300 } })
  expect(store.getState().settings).toEqual({ ...KEPT, paneSizes: { apis: 300 } })
  await changing
  expect(changeSettings).toHaveBeenCalledWith({ paneSizes: { apis: 300 } })
})

test('where the settings can’t be read the window goes on with those of a new person, and asks again once connected', async () => {
  let isAway = true
  const settings = async () => {
    if (isAway) throw new Error('away')
    return KEPT
  }
  const session = sessionUnderTest({ app: { settings, reportBug: async () => undefined } })
  const store = session.store(createSettingsStore)
  await store.getState().load()
  expect(store.getState()).toMatchObject({ standing: 'answered', settings: { theme: 'system' } })
  isAway = false
  session.events.dispatch({ kind: 'resumed' })
  await vi.waitFor(() => expect(store.getState()).toMatchObject({ settings: KEPT, trouble: null }))
})
