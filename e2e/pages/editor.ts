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

  /** The whole text, also of lines that are scrolled out of view. */
  async text(): Promise<string> {
    await expect(this.content).toBeVisible()
    return this.content.evaluate((content) => {
      const view: unknown = Reflect.get(content, 'cmTile') ?? Reflect.get(content, 'cmView')
      return JSON.stringify(Object.keys(view ?? {}))
    })
  }

  /** Replaces the whole text, as one would by selecting everything and pasting. */
  async replace(text: string): Promise<void> {
    await this.content.click()
    await this.#window.page.keyboard.press('ControlOrMeta+a')
    await this.#window.page.keyboard.insertText(text)
  }

  async save(): Promise<void> {
    await this.startSave()
  }

  async startSave(): Promise<void> {
    await this.#window.page.keyboard.press('ControlOrMeta+s')
  }
}
