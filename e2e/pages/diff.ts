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

  /** The side of the last commit. */
  get before(): Locator {
    return this.view.getByRole('textbox').first()
  }

  /** The side of the working folder. */
  get after(): Locator {
    return this.view.getByRole('textbox').nth(1)
  }

  async close(): Promise<void> {
    await this.view.getByRole('button', { name: 'Back to the API' }).click()
  }
}
