import type { Locator } from '@playwright/test'
import type { Window } from './window.ts'

/** What was kept before something would have been lost. */
export class RestorePoints {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  get dialog(): Locator {
    return this.#window.page.getByRole('dialog', { name: 'Restore points' })
  }

  get points(): Locator {
    return this.dialog.getByRole('listbox', { name: 'Restore points, newest first' }).getByRole('option')
  }

  async restoreAll(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Restore all' }).click()
  }

  async restoreFile(path: string): Promise<void> {
    await this.dialog.getByRole('button', { name: `Restore ${path}` }).click()
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).last().click()
    await this.dialog.waitFor({ state: 'hidden' })
  }
}
