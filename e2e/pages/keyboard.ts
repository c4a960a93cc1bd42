import type { Locator, Page } from '@playwright/test'

const MOST_PRESSES = 80

/** Presses a key until an element has the focus; fails when it can't be reached that way. */
export async function pressUntilFocused(page: Page, key: 'Tab' | 'ArrowDown' | 'ArrowRight', target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if (await holdsFocus(target)) return
    // In a code editor Tab indents; Escape before it leaves the editor.
    if (key === 'Tab' && (await holdsFocus(page.locator('.cm-content')))) await page.keyboard.press('Escape')
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${target}`)
}

async function holdsFocus(target: Locator): Promise<boolean> {
  return target.evaluateAll((elements) => elements.some((element) => element === element.ownerDocument.activeElement))
}
