import { expect, type Locator } from '@playwright/test'
import type { App } from '../fixtures/app.ts'
import { BranchSwitcher } from './branch-switcher.ts'
import { chooseCard } from './cards.ts'
import { Diff } from './diff.ts'
import { Editor } from './editor.ts'
import { History } from './history.ts'
import { PullRequests } from './pull-requests.ts'
import { RestorePoints } from './restore-points.ts'
import { SourceControl } from './source-control.ts'
import { Wizard } from './wizard.ts'

/** The whole window, as a person finds their way in it. */
export class Graft {
  readonly wizard: Wizard
  readonly sourceControl: SourceControl
  readonly editor: Editor
  readonly diff: Diff
  readonly history: History
  readonly pullRequests: PullRequests
  readonly restorePoints: RestorePoints
  readonly switcher: BranchSwitcher
  readonly #app: App

  constructor(app: App) {
    this.#app = app
    this.wizard = new Wizard(app)
    this.sourceControl = new SourceControl(app)
    this.editor = new Editor(app)
    this.diff = new Diff(app)
    this.history = new History(app)
    this.pullRequests = new PullRequests(app)
    this.restorePoints = new RestorePoints(app)
    this.switcher = new BranchSwitcher(app)
  }

  /** The line at the bottom: branch, commits to push and pull, remote. */
  get footer(): Locator {
    return this.#app.page.getByRole('contentinfo')
  }

  get apis(): Locator {
    return this.#app.page.getByRole('navigation', { name: 'APIs' })
  }

  async createApi(name: string, starter: 'OpenAPI 3.1 starter' | 'Empty'): Promise<void> {
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

  async openWizard(): Promise<void> {
    await this.connectButton.click()
  }

  /** Creates an API and goes through the wizard up to the choice of the folder. */
  async startWizard(api: string, host: string, domain: string): Promise<void> {
    await this.createApi(api, 'Empty')
    await this.openWizard()
    await this.wizard.chooseHost(host)
    await this.wizard.enterDomain(domain)
  }

  /** Opens a definition, replaces its text and saves it. */
  async editDefinition(path: string, text: string): Promise<void> {
    await this.openFile(path)
    await this.editor.replace(text)
    await this.editor.save()
  }

  /** Shows a definition file: in the list where there are several, alone otherwise. */
  async openFile(path: string): Promise<void> {
    await this.openTab('Definition')
    const text = this.#app.page.getByRole('textbox', { name: `Text of ${path}` })
    const row = this.#app.page.getByRole('main').getByRole('option', { name: path })
    await text.or(row).first().waitFor()
    if (await row.isVisible()) await row.click()
    await text.waitFor()
  }

  async openTab(name: 'Definition' | 'Collections'): Promise<void> {
    await this.#app.page.getByRole('main').getByRole('tab', { name }).click()
  }

  get connectButton(): Locator {
    return this.#app.page.getByRole('button', { name: 'Connect repository' })
  }

  async openConnectionSettings(): Promise<void> {
    await this.sourceControl.openMenu('Connection settings')
    await this.connectionSettings.waitFor()
  }

  get connectionSettings(): Locator {
    return this.#app.page.getByRole('dialog', { name: /^Connection of / })
  }

  /** Ends the connection, typing the API's name as is asked for. */
  async disconnect(name: string): Promise<void> {
    await this.openConnectionSettings()
    await this.connectionSettings.getByRole('button', { name: 'Disconnect…' }).click()
    const question = this.#app.page.getByRole('alertdialog', { name: `Disconnect ${name}?` })
    await question.getByRole('textbox').fill(name)
    await question.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(this.connectButton).toBeVisible()
  }
}
