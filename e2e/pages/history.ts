import { expect, type Locator } from '@playwright/test'
import type { Window } from './window.ts'

/** The commits of the branch, in the source control pane. */
export class History {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  async open(): Promise<void> {
    await this.#window.page.getByRole('button', { name: 'History', exact: true }).click()
    await this.list.waitFor()
  }

  get list(): Locator {
    return this.#window.page.getByRole('listbox', { name: 'Commits, newest first' })
  }

  commit(subject: string): Locator {
    return this.list.getByRole('option', { name: subject })
  }

  async show(which: 'This API' | 'All'): Promise<void> {
    await this.#window.page.getByRole('radio', { name: which, exact: true }).click()
  }

  async search(words: string): Promise<void> {
    await this.#window.page.getByRole('searchbox', { name: 'Search messages and authors' }).fill(words)
  }

  /** Scrolls towards the first commit of the branch until this one is in sight. */
  async scrollTo(subject: string): Promise<Locator> {
    const commit = this.commit(subject)
    await expect(async () => {
      await this.list.evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
      expect(await commit.isVisible()).toBe(true)
    }).toPass({ intervals: [50], timeout: 240_000 })
    return commit
  }
}
