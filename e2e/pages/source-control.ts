import { expect, type Locator } from '@playwright/test'
import type { Window } from './window.ts'

/** The pane at the right: changes, message, commit, push and pull. */
export class SourceControl {
  readonly #window: Window

  constructor(window: Window) {
    this.#window = window
  }

  get pane(): Locator {
    return this.#window.page.getByRole('complementary', { name: 'Source control' })
  }

  get commitButton(): Locator {
    return this.pane.getByRole('button', { name: /^Commit/ })
  }

  get pullButton(): Locator {
    return this.pane.locator('.sync-buttons').getByRole('button', { name: /^Pull/ })
  }

  get pushButton(): Locator {
    return this.pane.locator('.sync-buttons').getByRole('button', { name: /^Push/ })
  }

  /** What the last piece of work had to say. */
  get notice(): Locator {
    return this.pane.locator('[role=status], [role=alert]')
  }

  /** The message of the pane that speaks of this. */
  said(words: string | RegExp): Locator {
    return this.notice.filter({ hasText: words })
  }

  get otherFilesQuestion(): Locator {
    return this.#window.page.getByRole('dialog', { name: 'The pull also changes other files' })
  }

  get signInQuestion(): Locator {
    return this.#window.page.getByRole('dialog', { name: /^Sign in to / })
  }

  change(path: string): Locator {
    return this.pane.getByRole('button', { name: `Show what changed in ${path}` })
  }

  async openDiff(path: string): Promise<void> {
    await this.change(path).click()
  }

  /** Writes the message and commits what is selected; waits until it is said to be done. */
  async commit(summary: string, description = ''): Promise<void> {
    await this.startCommit(summary, description)
    const done = this.notice.filter({ hasText: /Committed \d+ file/ })
    await this.#stayOnDefaultBranch(done)
    await expect(done).toBeVisible()
  }

  async startCommit(summary: string, description: string): Promise<void> {
    await this.pane.getByRole('textbox', { name: 'Summary' }).fill(summary)
    await this.pane.getByRole('textbox', { name: 'Description' }).fill(description)
    await this.commitButton.first().click()
  }

  /** Answers the question before a commit to the default branch: there it goes. */
  async commitToDefaultBranch(): Promise<void> {
    await this.defaultBranchQuestion.getByRole('button', { name: /^Commit (and push )?to / }).click()
  }

  /**
   * Commits what is selected onto a new branch, as the question before a commit to the default branch offers; where Graft has the
   * clone to itself, that pushes too.
   */
  async commitOntoNewBranch(summary: string, branch: string): Promise<void> {
    await this.pane.getByRole('textbox', { name: 'Summary' }).fill(summary)
    await this.commitButton.first().click()
    await this.defaultBranchQuestion.getByRole('textbox', { name: 'Name of the new branch' }).fill(branch)
    await this.defaultBranchQuestion.getByRole('button', { name: /the new branch$/ }).click()
    await expect(this.said(/^Committed /)).toBeVisible()
  }

  /** The question before the first commit of a session on the default branch. */
  get defaultBranchQuestion(): Locator {
    return this.#window.page.getByRole('dialog', { name: /^Commit to .*\?$/ })
  }

  /** Commits to the default branch where that is asked; `otherwise` is what appears where it is not. */
  async #stayOnDefaultBranch(otherwise: Locator): Promise<void> {
    await expect(this.defaultBranchQuestion.or(otherwise).first()).toBeVisible()
    if (await this.defaultBranchQuestion.isVisible()) await this.commitToDefaultBranch()
  }

  /** Writes the message, and commits and pushes in one action; waits until it is said to be done. */
  async commitAndPush(summary: string): Promise<void> {
    await this.startCommitAndPush(summary)
    await expect(this.said(/Committed and pushed to /)).toBeVisible()
  }

  async startCommitAndPush(summary: string): Promise<void> {
    await this.pane.getByRole('textbox', { name: 'Summary' }).fill(summary)
    await this.pane.getByRole('button', { name: /^Commit and push/ }).click()
    await this.#stayOnDefaultBranch(this.pane.getByText(/^Committ(ing and pushing|ed)/).or(this.signInQuestion))
  }

  /** The amber notice of an account that has to sign in again. */
  get renewal(): Locator {
    return this.pane.getByRole('button', { name: 'Sign in again' })
  }

  async startPush(): Promise<void> {
    await this.pushButton.click()
  }

  async push(): Promise<void> {
    await this.startPush()
    await this.expectPushed()
  }

  async expectPushed(): Promise<void> {
    await expect(this.notice.filter({ hasText: /Pushed \d+ commit|as a new branch/ })).toBeVisible()
  }

  /** Asks the remote what is new. */
  async checkRemote(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Check the remote' }).click()
  }

  async startPull(): Promise<void> {
    await this.pullButton.click()
  }

  async pull(): Promise<void> {
    await this.startPull()
    await expect(this.notice.filter({ hasText: /Pulled \d+ commit/ })).toBeVisible()
  }

  /** Gives the token that the push or pull asked for, and lets it go on. */
  async answerSignIn(token: string): Promise<void> {
    await this.signInQuestion.locator('input[type=password]').fill(token)
    await this.signInQuestion.getByRole('button', { name: /^Keep the token and / }).click()
  }

  async answerOtherFiles(answer: 'not-now' | 'update'): Promise<void> {
    const name = answer === 'update' ? 'Pull and update them too' : 'Not now'
    await this.otherFilesQuestion.getByRole('button', { name }).click()
  }

  /** Takes an entry of the pane's menu. */
  async openMenu(entry: string): Promise<void> {
    await this.pane.getByRole('button', { name: 'More actions' }).click()
    await this.#window.page.getByRole('menuitem', { name: entry }).click()
  }

  async discard(path: string): Promise<void> {
    await this.pane.getByRole('button', { name: `Discard changes in ${path}` }).click()
  }

  async undoDiscard(): Promise<void> {
    await this.#window.page.getByRole('button', { name: 'Undo', exact: true }).click()
  }
}
