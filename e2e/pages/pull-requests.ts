import type { Locator } from '@playwright/test'
import type { Window } from './window.ts'

/** The part of the source control pane about pull requests of the branch. */
export class PullRequests {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  get section(): Locator {
    return this.#window.page.getByRole('region', { name: /^(Pull|Merge) requests$/ })
  }

  /** Writes a pull request and sends it. */
  async create(title: string, description: string): Promise<void> {
    await this.section.getByRole('button', { name: 'Create pull request' }).click()
    const dialog = this.#window.page.getByRole('dialog', { name: 'Create pull request' })
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title)
    await dialog.getByRole('textbox', { name: 'Description' }).fill(description)
    await dialog.getByRole('button', { name: 'Create pull request' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Asks before the branch is merged into the default one. */
  get mergeQuestion(): Locator {
    return this.#window.page.getByRole('alertdialog', { name: /^Merge / })
  }

  async startMerge(into: string): Promise<void> {
    await this.section.getByRole('button', { name: `Merge into ${into}` }).click()
    await this.mergeQuestion.waitFor()
  }

  /** Merges the branch into the default one without a pull request, and says so to the question. */
  async merge(into: string): Promise<void> {
    await this.startMerge(into)
    await this.mergeQuestion.getByRole('button', { name: `Merge into ${into}` }).click()
    await this.mergeQuestion.waitFor({ state: 'hidden' })
  }
}
