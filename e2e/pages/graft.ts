import { expect, type Locator } from '@playwright/test'
import type { App } from '../fixtures/app.ts'
import { chooseCard } from './cards.ts'
import { Diff } from './diff.ts'
import { Editor } from './editor.ts'
import { SourceControl } from './source-control.ts'
import { Wizard } from './wizard.ts'

/** The whole window, as a person finds their way in it. */
export class Graft {
  readonly wizard: Wizard
  readonly sourceControl: SourceControl
  readonly editor: Editor
  readonly diff: Diff
  readonly #app: App

  constructor(app: App) {
    this.#app = app
    this.wizard = new Wizard(app)
    this.sourceControl = new SourceControl(app)
    this.editor = new Editor(app)
    this.diff = new Diff(app)
  }

  /** The line at the bottom: branch, commits to push and pull, remote. */
  get footer(): Locator {
    return this.#app.page.getByRole('contentinfo')
  }

  get apis(): Locator {
    return this.#app.page.getByRole('navigation', { name: 'APIs' })
  }

  async createApi(name: string, starter: 'OpenAPI 3.0 starter' | 'Empty'): Promise<void> {
    await this.#app.page.getByRole('button', { name: 'Create API' }).first().click()
    const dialog = this.#app.page.getByRole('dialog', { name: 'Create an API' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await chooseCard(dialog, starter)
    await dialog.getByRole('button', { name: 'Create API' }).click()
    await this.expectOpen(name)
  }

  async openApi(name: string): Promise<void> {
    await this.apis
      .getByRole('option')
      .filter({ has: this.#app.page.getByText(name, { exact: true }) })
      .click()
    await this.expectOpen(name)
  }

  /** The API whose page is in the centre. */
  async expectOpen(name: string): Promise<void> {
    await expect(this.#app.page.getByRole('main').getByRole('heading', { name })).toBeVisible()
  }

  /** Creates an API and goes through the wizard up to the choice of the folder. */
  async startWizard(api: string, host: string, domain: string): Promise<void> {
    await this.createApi(api, 'Empty')
    await this.#app.page.getByRole('button', { name: 'Connect repository' }).first().click()
    await this.wizard.chooseHost(host)
    await this.wizard.enterDomain(domain)
  }

  /** Opens a definition, replaces its text and saves it. */
  async editDefinition(path: string, text: string): Promise<void> {
    await this.openFile(path)
    await this.editor.replace(text)
    await this.editor.save()
  }

  /** Opens a file of the API from its list. */
  async openFile(path: string): Promise<void> {
    await this.#app.page.getByRole('main').getByText(path, { exact: true }).click()
  }
}
