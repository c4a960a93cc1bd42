import { sep } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { pressUntilFocused } from './keyboard.ts'

/** The browser host's own choice of a folder: a list of the folders below the user's home. */
export class FolderList {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get #dialog(): Locator {
    return this.#page.getByRole('dialog', { name: 'Select a folder' })
  }

  /** Walks from the home down the given names and takes the last one. */
  async choose(names: readonly string[]): Promise<void> {
    for (const [index, name] of names.entries()) {
      await this.#dialog
        .getByRole('option')
        .filter({ has: this.#page.getByText(name, { exact: true }) })
        .click()
      await this.#selectButton(['~', ...names.slice(0, index + 1)]).waitFor()
    }
    await this.#selectButton(['~', ...names]).click()
  }

  /** The same with arrow keys, Enter and Tab alone. */
  async chooseByKeyboard(names: readonly string[]): Promise<void> {
    for (const [index, name] of names.entries()) {
      const option = this.#dialog.getByRole('option').filter({ has: this.#page.getByText(name, { exact: true }) })
      await pressUntilFocused(this.#page, 'ArrowDown', option)
      await this.#page.keyboard.press('Enter')
      await this.#selectButton(['~', ...names.slice(0, index + 1)]).waitFor()
    }
    await pressUntilFocused(this.#page, 'Tab', this.#selectButton(['~', ...names]))
    await this.#page.keyboard.press('Enter')
  }

  #selectButton(parts: readonly string[]): Locator {
    return this.#dialog.getByRole('button', { name: `Select ${parts.join(sep)}`, exact: true })
  }

  async cancel(): Promise<void> {
    await this.#dialog.getByRole('button', { name: 'Cancel' }).click()
  }
}
