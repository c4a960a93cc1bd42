import type { Page } from '@playwright/test'

/** The browser host's own choice of a folder: a list of the folders below the user's home. */
export class FolderList {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Walks from the home down the given names and takes the last one. */
  async choose(names: readonly string[]): Promise<void> {
    throw new Error(`not written yet: ${names.join('/')} ${this.#page.url()}`)
  }

  async cancel(): Promise<void> {
    throw new Error('not written yet')
  }
}
