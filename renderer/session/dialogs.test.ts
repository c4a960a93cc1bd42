import { expect, it } from 'vitest'
import { createDialogsStore } from './dialogs.ts'

it('names an authority above the dialog that met the certificate, and goes back to it', () => {
  const store = createDialogsStore()
  const { open, close } = store.getState()
  open({ kind: 'accounts' })
  open({ kind: 'trust-authority', domain: 'https://git.acme.test' })
  expect(store.getState()).toMatchObject({ dialog: { kind: 'accounts' }, trusting: 'https://git.acme.test' })
  close()
  expect(store.getState()).toMatchObject({ dialog: { kind: 'accounts' }, trusting: null })
  close()
  expect(store.getState().dialog).toEqual({ kind: 'none' })
})
