import type { Locator } from '@playwright/test'

/** Chooses a card by its title. The radio button itself is there for the ear only; a person clicks the card. */
export async function chooseCard(scope: Locator, title: string): Promise<void> {
  const radio = scope.page().getByRole('radio', { name: title })
  await scope.locator('label').filter({ has: radio }).click()
}
