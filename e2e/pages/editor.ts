import { expect, type Locator } from '@playwright/test'
import type { Window } from './window.ts'

/** The code editor of the file that is open. */
export class Editor {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  get content(): Locator {
    return this.#window.page.getByRole('main').locator('.cm-content')
  }

  /** The text, as far as it fits into the window: longer ones are not laid out as a whole. */
  async text(): Promise<string> {
    await expect(this.content).toBeVisible()
    const lines = await this.content.locator('.cm-line').allTextContents()
    return lines.join('\n')
  }

  /** Replaces the whole text: selects everything and pastes. */
  async replace(text: string): Promise<void> {
    await this.content.click()
    await this.#window.page.keyboard.press('ControlOrMeta+a')
    await this.content.evaluate((content, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }

  /** Saves and waits until the file's badge no longer says that something is unsaved. */
  async save(): Promise<void> {
    await this.startSave()
    await expect(this.unsaved).toBeHidden()
  }

  /** The mark of a text that is not saved to its file. */
  get unsaved(): Locator {
    return this.#window.page.getByRole('main').getByText('Unsaved', { exact: true }).first()
  }

  /** Said when another program changed the file under an unsaved edit. */
  get changedElsewhere(): Locator {
    return this.#window.page.getByRole('main').getByText('This file was changed outside this editor')
  }

  async startSave(): Promise<void> {
    await this.#window.page.keyboard.press('ControlOrMeta+s')
  }
}
