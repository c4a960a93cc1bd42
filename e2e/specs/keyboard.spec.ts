import type { Locator } from '@playwright/test'
import { expect, test } from '../fixtures/app.ts'
import { pressUntilFocused } from '../pages/keyboard.ts'

test('an API is created and connected with the keyboard alone', async ({ app, graft, sandbox }) => {
  const clone = sandbox.clone('pets')
  const { page } = app
  const { dialog } = graft.wizard
  const press = async (target: Locator) => {
    await pressUntilFocused(page, 'Tab', target)
    await page.keyboard.press('Enter')
  }
  const goOn = () => press(graft.wizard.nextButton)

  await press(page.getByRole('main').getByRole('button', { name: 'Create API' }))
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.keyboard.type('Pets')
  await page.keyboard.press('Enter')
  await graft.expectOpen('Pets')

  await press(graft.connectButton)
  await pressUntilFocused(page, 'Tab', dialog.getByRole('radio', { name: /^GitHub Enterprise Server/ }))
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('radio', { name: /^GitLab Self-Managed/ })).toBeChecked()
  await goOn()

  await pressUntilFocused(page, 'Tab', graft.wizard.domain.getByRole('combobox'))
  await page.keyboard.type(sandbox.server.url)
  await page.keyboard.press('Escape')
  await app.chooseFolder(() => press(graft.wizard.folder.getByRole('button', { name: 'Select folder' })), clone, 'keyboard')
  await expect(graft.wizard.cloneCard).toBeVisible()
  await graft.wizard.waitUntilNext()
  await goOn()

  await pressUntilFocused(page, 'Tab', dialog.getByLabel('Access token').and(dialog.locator('input[type=password]')))
  await page.keyboard.type(sandbox.token)
  await goOn()
  await graft.wizard.waitUntilNext()
  await goOn()
  await press(dialog.getByRole('button', { name: 'Connect', exact: true }))
  await press(graft.wizard.doneButton)
  await expect(dialog).toBeHidden()
})
