import { expect, type Locator } from '@playwright/test'
import type { App } from '../fixtures/app.ts'
import { chooseCard } from './cards.ts'
import { SignIn } from './sign-in.ts'

type Which = 'schema' | 'collection'
const FIELDS = { schema: 'API schema directory', collection: 'Collection directory' } as const

/** What a repository of a cloud host is named by, in the order of the wizard's fields. */
export interface HostedChoice {
  /** Label and name, such as `Organization` and `acme`. */
  places: readonly (readonly [string, string])[]
  repository: readonly [string, string]
}

/** The wizard that connects an API to a repository. */
export class Wizard {
  readonly #app: Pick<App, 'page' | 'chooseFolder' | 'openedLinks'>

  constructor(app: Pick<App, 'page' | 'chooseFolder' | 'openedLinks'>) {
    this.#app = app
  }

  /** The sign-in to the chosen host. */
  get signIn(): SignIn {
    return new SignIn(this.#app, this.dialog)
  }

  /** A field over a list of the host. */
  listed(label: string): Locator {
    return this.dialog.getByRole('combobox', { name: label, exact: true })
  }

  /** Searches a list of the host for a name and takes the row. */
  async take(label: string, name: string): Promise<void> {
    await this.listed(label).fill(name)
    await this.row(name).click()
  }

  /** A row of the list that is open. */
  row(name: string): Locator {
    return this.#app.page.getByRole('option').filter({ has: this.#app.page.locator(`[title="${name}"]`) })
  }

  /** Types a name into a field without taking it from the list. */
  async type(label: string, name: string): Promise<void> {
    await this.listed(label).fill(name)
    await this.listed(label).press('Escape')
  }

  /** Chooses the repository in the host's lists; its default branch stays. */
  async chooseRepository({ places, repository }: HostedChoice): Promise<void> {
    for (const [label, name] of places) await this.take(label, name)
    await this.take(...repository)
  }

  get dialog(): Locator {
    return this.#app.page.getByRole('dialog', { name: /^Connect repository/ })
  }

  get nextButton(): Locator {
    return this.dialog.getByRole('button', { name: 'Continue' })
  }

  /** The part about the server's address: the field and what its check found. */
  get domain(): Locator {
    return this.dialog.getByRole('region', { name: 'Domain URL' })
  }

  /** The part about the folder: the choice, and the clone found there or why it is refused. */
  get folder(): Locator {
    return this.dialog.getByRole('region', { name: 'Local file system' })
  }

  /** The card of a clone that passed every rule. */
  get cloneCard(): Locator {
    return this.dialog.getByRole('region', { name: 'This clone can be connected' })
  }

  get doneButton(): Locator {
    return this.dialog.getByRole('button', { name: 'Done' })
  }

  /** What is said in words of alarm, wherever it stands. */
  get problem(): Locator {
    return this.dialog.getByRole('alert')
  }

  async chooseHost(name: string): Promise<void> {
    await chooseCard(this.dialog, name)
    await this.nextButton.click()
  }

  async enterDomain(address: string): Promise<void> {
    await this.domain.getByRole('combobox').fill(address)
    // The list of domains used before opens with the field and hides the rest until it is closed.
    await this.domain.getByRole('combobox').press('Escape')
  }

  async selectFolder(folder: string): Promise<void> {
    await this.#app.chooseFolder(() => this.openFolderChoice(), folder)
  }

  async openFolderChoice(): Promise<void> {
    await this.folder
      .getByRole('button', { name: /^Select (another )?folder$/ })
      .first()
      .click()
  }

  async takeWayOut(name: string | RegExp): Promise<void> {
    await this.folder.getByRole('button', { name }).click()
  }

  async next(): Promise<void> {
    await this.nextButton.click()
  }

  /** Waits until nothing stands in the way of the next page. */
  async waitUntilNext(): Promise<void> {
    await expect(this.nextButton).toBeEnabled()
  }

  async back(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Back' }).click()
  }

  /** Takes an account of the server instead of a token of its own. */
  async chooseAccount(): Promise<void> {
    await chooseCard(this.dialog, 'Account')
  }

  async enterToken(token: string, username: string | null = null): Promise<void> {
    await chooseCard(this.dialog, 'Access token')
    const another = this.dialog.getByRole('button', { name: 'Enter another token' })
    if (await another.isVisible()) await another.click()
    const region = this.dialog.getByRole('region', { name: 'Access token' })
    await region.getByLabel('Access token').fill(token)
    if (username !== null) await region.getByRole('textbox', { name: 'User name' }).fill(username)
  }

  async enterDirectories(schema: string, collection: string): Promise<void> {
    await this.#field('schema').fill(schema)
    await this.#field('collection').fill(collection)
  }

  /** What stands at a directory's field. */
  directoryProblem(which: Which): Locator {
    return this.dialog
      .locator('.connect-directory')
      .filter({ has: this.#app.page.getByRole('textbox', { name: FIELDS[which] }) })
  }

  async connect(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  }

  /** Goes back to the sign-in from an attempt that failed. */
  async changeSignIn(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Change the sign-in' }).click()
  }

  /** Waits for the end of connecting and closes the wizard. */
  async finish(): Promise<void> {
    await this.doneButton.click()
    await this.dialog.waitFor({ state: 'hidden' })
  }

  #field(which: Which): Locator {
    return this.dialog.getByRole('textbox', { name: FIELDS[which] })
  }
}
