import type { Locator } from '@playwright/test'
import { chooseCard } from './cards.ts'
import type { Window } from './window.ts'

/** The list of branches that the footer opens, and what is asked before one is switched to. */
export class BranchSwitcher {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  get dialog(): Locator {
    return this.#window.page.getByRole('dialog', { name: 'Switch branch' })
  }

  /** Asks what becomes of edits that are not committed. */
  question(branch: string): Locator {
    return this.#window.page.getByRole('dialog', { name: `Switch to ${branch}` })
  }

  async open(): Promise<void> {
    await this.#window.page.getByRole('button', { name: /^Switch branch: / }).click()
    await this.dialog.getByRole('option').first().waitFor()
  }

  /** Opens the list and takes the first branch that the words find, by keyboard. */
  async choose(branch: string): Promise<void> {
    await this.open()
    await this.dialog.getByRole('combobox').fill(branch)
    await this.dialog
      .getByRole('option', { name: `${branch},` })
      .first()
      .waitFor()
    await this.#window.page.keyboard.press('Enter')
  }

  /** Answers the question by its card, and the button beneath. */
  async answer(branch: string, card: string, button: string): Promise<void> {
    const question = this.question(branch)
    await chooseCard(question, card)
    await question.getByRole('button', { name: button }).click()
    await question.waitFor({ state: 'hidden' })
  }

  async commitFirst(branch: string, summary: string): Promise<void> {
    const question = this.question(branch)
    await chooseCard(question, 'Commit them first')
    await question.getByRole('textbox', { name: 'Summary' }).fill(summary)
    await question.getByRole('button', { name: 'Commit and switch' }).click()
    await question.waitFor({ state: 'hidden' })
  }

  /** What is asked before a branch is made. */
  get creation(): Locator {
    return this.#window.page.getByRole('dialog', { name: 'Create a branch' })
  }

  /** Names a new branch in the list, up to the question before it is made. */
  async startCreating(name: string): Promise<void> {
    await this.open()
    await this.dialog.getByRole('combobox').fill(name)
    await this.dialog.getByRole('option', { name: `Create “${name}”` }).click()
    await this.creation.waitFor()
  }

  /** Names a new branch in the list and creates it from the one that is checked out. */
  async create(name: string): Promise<void> {
    await this.startCreating(name)
    await this.creation.getByRole('button', { name: 'Create and switch' }).click()
    await this.creation.waitFor({ state: 'hidden' })
  }
}
