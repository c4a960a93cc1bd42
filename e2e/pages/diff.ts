import type { Locator } from '@playwright/test'
import type { Window } from './window.ts'

/** The differences of one file, in the centre. */
export class Diff {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  get view(): Locator {
    return this.#window.page.getByRole('region', { name: /^Changes in / })
  }

  get before(): Locator {
    return this.view.getByRole('textbox', { name: /Last commit/ })
  }

  get after(): Locator {
    return this.view.getByRole('textbox', { name: /Now/ })
  }

  async close(): Promise<void> {
    await this.view.getByRole('button', { name: 'Back to the API' }).click()
  }
}
