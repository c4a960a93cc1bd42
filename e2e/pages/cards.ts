import type { Locator } from '@playwright/test'

/** Chooses a card by its whole title. The radio button itself is there for the ear only; a person clicks the card. */
export async function chooseCard(scope: Locator, title: string): Promise<void> {
  await scope
    .locator('label.ui-card')
    .filter({ has: scope.page().getByText(title, { exact: true }) })
    .click()
}
