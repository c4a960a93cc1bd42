import { expect, type Locator } from '@playwright/test'
import type { App } from '../fixtures/app.ts'
import { chooseCard } from './cards.ts'

/** The part that signs in to one host, wherever it stands: in the wizard, among the accounts, or where one is renewed. */
export class SignIn {
  readonly #app: Pick<App, 'page' | 'openedLinks'>
  readonly #scope: Locator

  constructor(app: Pick<App, 'page' | 'openedLinks'>, scope: Locator) {
    this.#app = app
    this.#scope = scope
  }

  get part(): Locator {
    return this.#scope.locator('.sign-in')
  }

  /** What is said in words of alarm. */
  get problem(): Locator {
    return this.part.getByRole('alert')
  }

  get waiting(): Locator {
    return this.part.getByRole('status').filter({ hasText: /Waiting for / })
  }

  async chooseWay(way: 'Browser' | 'Device code' | 'Access token'): Promise<void> {
    await chooseCard(this.part, way)
  }

  async enterOrganisation(name: string): Promise<void> {
    await this.part.getByRole('textbox', { name: 'Organization' }).fill(name)
  }

  /** Sends the person to the browser; returns the link that it was given, or that is shown where there is none. */
  async beginInBrowser(): Promise<string> {
    const before = (await this.#app.openedLinks()).length
    await this.part.getByRole('button', { name: 'Continue in browser' }).click()
    return this.linkAfter(before)
  }

  /** The link that came after so many others were opened. */
  async linkAfter(before: number): Promise<string> {
    await expect(this.waiting).toBeVisible()
    const shown = this.part.locator('.sign-in-address')
    await expect.poll(async () => (await shown.count()) + (await this.#app.openedLinks()).length).toBeGreaterThan(before)
    const opened = await this.#app.openedLinks()
    return opened.at(-1) ?? (await shown.first().innerText())
  }

  async startWithCode(): Promise<void> {
    await this.part.getByRole('button', { name: 'Get a code' }).click()
  }

  /** The device code that is shown, and the page where it is typed. */
  async shownCode(): Promise<{ code: string; page: string }> {
    const code = await this.part.getByRole('status', { name: 'Code', exact: true }).innerText()
    const words = await this.part.getByText(/^The page: /).innerText()
    return { code, page: words.replace('The page: ', '') }
  }

  async enterToken(
    token: string,
    beside: { label: 'E-mail address' | 'User name'; text: string } | null = null,
  ): Promise<void> {
    if (beside !== null) await this.part.getByRole('textbox', { name: beside.label }).fill(beside.text)
    await this.part.getByLabel('Access token').and(this.part.locator('input[type=password]')).fill(token)
    await this.part.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  async cancel(): Promise<void> {
    await this.part.getByRole('button', { name: 'Cancel' }).click()
  }
}
